/** Places in the sorted and filtered table, both ends inclusive. */
export interface IndexRange {
  readonly first: number;
  readonly last: number;
}

/** Rows picked by place. `active` is the one the keyboard stands on; ranges are sorted and do not touch. */
export interface RowSelection {
  readonly active: number | null;
  /** Where a Shift selection started. */
  readonly anchor: number | null;
  readonly ranges: readonly IndexRange[];
}

export const NO_SELECTION: RowSelection = { active: null, anchor: null, ranges: [] };

function merged(ranges: readonly IndexRange[]): readonly IndexRange[] {
  const result: IndexRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.first - b.first)) {
    const before = result.at(-1);
    if (before !== undefined && range.first <= before.last + 1) result[result.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
    else result.push(range);
  }
  return result;
}

export function isSelected(selection: RowSelection, index: number): boolean {
  return selection.ranges.some((range) => index >= range.first && index <= range.last);
}

export function selectedCount(selection: RowSelection): number {
  return selection.ranges.reduce((sum, range) => sum + range.last - range.first + 1, 0);
}

/** A plain click or arrow. */
export function selectOne(index: number): RowSelection {
  return { active: index, anchor: index, ranges: [{ first: index, last: index }] };
}

/** Shift: everything from the anchor to here. */
export function extendTo(selection: RowSelection, index: number): RowSelection {
  const anchor = selection.anchor ?? selection.active ?? index;
  return { active: index, anchor, ranges: [{ first: Math.min(anchor, index), last: Math.max(anchor, index) }] };
}

/** Ctrl: this row in or out, the others as they are. */
export function toggle(selection: RowSelection, index: number): RowSelection {
  if (!isSelected(selection, index)) return { active: index, anchor: index, ranges: merged([...selection.ranges, { first: index, last: index }]) };
  const ranges = selection.ranges.flatMap((range) => {
    if (index < range.first || index > range.last) return [range];
    const left = { first: range.first, last: index - 1 };
    const right = { first: index + 1, last: range.last };
    return [left, right].filter((part) => part.first <= part.last);
  });
  return { active: index, anchor: index, ranges };
}

export function selectAll(selection: RowSelection, count: number): RowSelection {
  if (count === 0) return NO_SELECTION;
  return { active: selection.active ?? 0, anchor: selection.anchor ?? 0, ranges: [{ first: 0, last: count - 1 }] };
}
