/** Share of a sample's lines that must look alike: a file may begin or end in the middle of something. */
const MOST = 0.8;

/** Whether most lines that are not blank match; false for none. */
export function mostMatch(sample: readonly string[], shape: RegExp): boolean {
  let lines = 0;
  let matching = 0;
  for (const line of sample) {
    if (line.trim() === '') continue;
    lines += 1;
    if (shape.test(line)) matching += 1;
  }
  return matching > 0 && matching >= lines * MOST;
}
