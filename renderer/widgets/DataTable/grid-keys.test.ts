import { describe, expect, it } from 'vitest';
import { gridMove, type GridPlace } from './grid-keys.ts';
import { NO_SELECTION, selectOne } from './row-selection.ts';

const place = (over: Partial<GridPlace> = {}): GridPlace => ({ selection: selectOne(50), rowCount: 1000, columns: ['a', 'b', 'c'], activeColumn: 'a', pageRows: 20, ...over });
const press = (key: string, over: { shiftKey?: boolean; command?: boolean } = {}) => ({ key, shiftKey: false, command: false, ...over });
const activeAfter = (key: string, at = place()): number | null => {
  const move = gridMove(at, press(key));
  return move?.type === 'rows' ? move.selection.active : null;
};

describe('keys of the table', () => {
  it.each([['ArrowDown', 51], ['ArrowUp', 49], ['PageDown', 70], ['PageUp', 30], ['Home', 0], ['End', 999]])('[TABLE-18] %s goes to row %i', (key, row) => {
    expect(activeAfter(key)).toBe(row);
  });

  it('[TABLE-18] stays inside the table and starts at the first row', () => {
    expect(activeAfter('PageUp', place({ selection: selectOne(3) }))).toBe(0);
    expect(activeAfter('PageDown', place({ selection: selectOne(995) }))).toBe(999);
    expect(activeAfter('ArrowDown', place({ selection: NO_SELECTION }))).toBe(0);
    expect(gridMove(place({ rowCount: 0, selection: NO_SELECTION }), press('ArrowDown'))).toBeNull();
  });

  it('[TABLE-18] goes up from the first row into the header', () => {
    expect(gridMove(place({ selection: selectOne(0) }), press('ArrowUp'))).toEqual({ type: 'header' });
  });

  it('[TABLE-19] extends with Shift and takes everything with Ctrl+A', () => {
    expect(gridMove(place(), press('ArrowDown', { shiftKey: true }))).toMatchObject({ selection: { ranges: [{ first: 50, last: 51 }] } });
    expect(gridMove(place(), press('a', { command: true }))).toMatchObject({ selection: { ranges: [{ first: 0, last: 999 }] } });
  });

  it('[TABLE-18] moves along the columns and stops at the ends', () => {
    expect(gridMove(place(), press('ArrowRight'))).toEqual({ type: 'column', column: 'b' });
    expect(gridMove(place(), press('ArrowLeft'))).toEqual({ type: 'column', column: 'a' });
  });

  it('[TABLE-18] takes letters for the beginning of a word', () => {
    expect(gridMove(place(), press('x'))).toEqual({ type: 'letter', letter: 'x' });
    expect(gridMove(place(), press('H', { shiftKey: true }))).toEqual({ type: 'letter', letter: 'H' });
  });

  it('[TABLE-07] goes on with F3, back with Shift', () => {
    expect(gridMove(place(), press('F3'))).toEqual({ type: 'find', backwards: false });
    expect(gridMove(place(), press('F3', { shiftKey: true }))).toEqual({ type: 'find', backwards: true });
    expect(gridMove(place(), press('d', { command: true }))).toEqual({ type: 'bookmark' });
  });

  it('[TABLE-18] leaves other keys to their owners', () => {
    expect(gridMove(place(), press('x', { command: true }))).toBeNull();
    expect(gridMove(place(), press('Escape'))).toBeNull();
  });
});
