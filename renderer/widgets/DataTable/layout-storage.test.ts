import { describe, expect, it } from 'vitest';
import { EMPTY_LAYOUT, loadLayout, parseLayout, saveLayout, type LayoutStore } from './layout-storage.ts';

const COLUMNS = [{ id: 'name' }, { id: 'bytes' }];

function memoryStore(): LayoutStore {
  const map = new Map<string, string>();
  return { getItem: (key) => map.get(key) ?? null, setItem: (key, value) => void map.set(key, value), removeItem: (key) => void map.delete(key) };
}

describe('layout storage', () => {
  it('[TABLE-21] keeps the layout per view and forgets it on reset', () => {
    const store = memoryStore();
    const layout = { widths: { name: 300 }, visible: { bytes: false }, order: ['bytes', 'name'], pinned: ['name'], sort: [{ column: 'name', descending: true }] };
    saveLayout(store, 'threads', layout);
    expect(loadLayout(store, 'threads', COLUMNS)).toEqual(layout);
    expect(loadLayout(store, 'classes', COLUMNS)).toEqual(EMPTY_LAYOUT);
    saveLayout(store, 'threads', EMPTY_LAYOUT);
    expect(loadLayout(store, 'threads', COLUMNS)).toEqual(EMPTY_LAYOUT);
  });

  it('[TABLE-21] ignores columns that are gone and values that make no sense', () => {
    const text = JSON.stringify({ widths: { gone: 100, name: -5, bytes: 80 }, visible: { name: 'yes' }, order: ['gone', 'bytes', 7], pinned: ['gone', 3, 'name'], sort: [{ column: 'gone', descending: true }, 3] });
    expect(parseLayout(text, COLUMNS)).toEqual({ widths: { bytes: 80 }, visible: {}, order: ['bytes'], pinned: ['name'], sort: [] });
  });

  it.each([null, '', '{', '[]', '"text"', 'null'])('[TABLE-21] takes %j as not arranged', (text) => {
    expect(parseLayout(text, COLUMNS)).toEqual(EMPTY_LAYOUT);
  });

  it('[TABLE-21] works without a store', () => {
    expect(loadLayout(null, 'threads', COLUMNS)).toEqual(EMPTY_LAYOUT);
    expect(() => saveLayout(null, 'threads', EMPTY_LAYOUT)).not.toThrow();
  });
});
