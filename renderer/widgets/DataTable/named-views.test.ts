import { describe, expect, it } from 'vitest';
import { EMPTY_LAYOUT, type LayoutStore } from './layout-storage.ts';
import { loadViews, parseViews, saveViews, withView, type NamedView } from './named-views.ts';

const COLUMNS = [{ id: 'name' }, { id: 'bytes' }];
const view = (name: string, search = ''): NamedView => ({ name, layout: { ...EMPTY_LAYOUT, pinned: ['name'] }, search, filters: [{ column: 'bytes', op: 'range', min: 1, max: null }] });

function memoryStore(): LayoutStore {
  const map = new Map<string, string>();
  return { getItem: (key) => map.get(key) ?? null, setItem: (key, value) => void map.set(key, value), removeItem: (key) => void map.delete(key) };
}

describe('named views', () => {
  it('[TABLE-22] keeps views with their layout and filters, and replaces one of the same name', () => {
    const store = memoryStore();
    expect(saveViews(store, 'threads', withView(withView([view('a'), view('b')], view('c')), view('a', 'exec')))).toBe(true);
    expect(loadViews(store, 'threads', COLUMNS)).toEqual([view('a', 'exec'), view('b'), view('c')]);
    expect(loadViews(store, 'classes', COLUMNS)).toEqual([]);
  });

  it('[TABLE-22] leaves out filters that would be refused and takes nonsense for no views', () => {
    const text = JSON.stringify([{ name: 'a', layout: 7, search: null, filters: [{ column: 'gone', op: 'contains', text: 'x' }, { column: 'name', op: 'drop' }, { column: 'name', op: 'regex', pattern: '^a' }, { column: 'name', op: 'in', values: [{}] }] }, { name: '' }, 'x']);
    expect(parseViews(text, COLUMNS)).toEqual([{ name: 'a', layout: EMPTY_LAYOUT, search: '', filters: [{ column: 'name', op: 'regex', pattern: '^a' }] }]);
    for (const bad of ['', '{', '7', '{}', 'null']) expect(parseViews(bad, COLUMNS)).toEqual([]);
    expect(saveViews(null, 'threads', [view('a')])).toBe(false);
  });
});
