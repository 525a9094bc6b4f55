import { MAX_WIDTH, MIN_WIDTH } from './layout-storage.ts';

/** What one press of Shift+Left or Shift+Right adds to a column, in px. */
export const HEADER_STEP = 16;

interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** Shift+Left and Shift+Right on a header are the keyboard's way to drag its border; null for any other key. */
export function keyboardWidth(press: KeyPress, width: number, step: number): number | null {
  if (!press.shiftKey || (press.key !== 'ArrowLeft' && press.key !== 'ArrowRight')) return null;
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width + (press.key === 'ArrowRight' ? step : -step)));
}

/** The header to go to from here; null when the key does not move along headers. */
export function neighbour(columns: readonly string[], from: string, key: string): string | null {
  const at = columns.indexOf(from);
  switch (key) {
    case 'ArrowLeft':
      return columns[Math.max(0, at - 1)] ?? null;
    case 'ArrowRight':
      return columns[Math.min(columns.length - 1, at + 1)] ?? null;
    case 'Home':
      return columns[0] ?? null;
    case 'End':
      return columns.at(-1) ?? null;
    default:
      return null;
  }
}
