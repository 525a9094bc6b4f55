/** Lines held at once, which is also the most the host gives: enough to read around a line, few enough to open in an instant. */
export const PART_LINES = 20_000;

/** Lines of a capture, 1-based; `last` is below `first` when there are none. */
export interface LinePart {
  readonly first: number;
  readonly last: number;
}

/** The part with a line in its middle (or the beginning when no line is asked for), never reaching over the ends. */
export function partAround(line: number | null, total: number): LinePart {
  const wanted = line === null ? 1 : Math.max(1, Math.min(line, total)) - PART_LINES / 2;
  const first = Math.max(1, Math.min(wanted, total - PART_LINES + 1));
  return { first, last: Math.min(total, first + PART_LINES - 1) };
}

/** Half a part further, so that what one reads stays loaded; null at the end of the capture. */
export function nextPart(part: LinePart, total: number): LinePart | null {
  return part.last >= total ? null : partAround(part.last, total);
}

export function previousPart(part: LinePart, total: number): LinePart | null {
  return part.first <= 1 ? null : partAround(part.first, total);
}

export function holds(part: LinePart, line: number): boolean {
  return line >= part.first && line <= part.last;
}
