/** Lines of one block, 1-based and inclusive. */
export interface Block {
  readonly start: number;
  readonly end: number;
}

/** A line that stands out to the left with indented lines below it heads a block, as a thread's header does. The blank lines after it belong to it: folded headers stand line by line. */
export function foldBlocks(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let start = 0;
  let isIndented = false;
  const close = (end: number): void => {
    if (start > 0 && isIndented) blocks.push({ start, end });
  };
  lines.forEach((line, i) => {
    if (line.trim() === '') return;
    if (/^\s/.test(line)) {
      isIndented = true;
      return;
    }
    close(i);
    start = i + 1;
    isIndented = false;
  });
  close(lines.length);
  return blocks;
}
