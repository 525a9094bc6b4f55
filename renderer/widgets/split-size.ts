/** Keys move a border by this many px. */
const KEY_STEP = 16;

export interface SplitBounds {
  readonly min: number;
  readonly max: number;
}

export function boundedSize(size: number, { min, max }: SplitBounds): number {
  return Math.round(Math.max(min, Math.min(max, size)));
}

/** The size of the first pane after a key on the border; null when the key does not move it. */
export function sizeAfterKey(key: string, size: number, bounds: SplitBounds): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowUp':
      return boundedSize(size - KEY_STEP, bounds);
    case 'ArrowRight':
    case 'ArrowDown':
      return boundedSize(size + KEY_STEP, bounds);
    case 'Home':
      return bounds.min;
    case 'End':
      return bounds.max;
    default:
      return null;
  }
}
