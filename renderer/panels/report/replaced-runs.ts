/** A stretch of a line, and whether it is replaced or a replacement. */
export interface ReplacedRun {
  readonly text: string;
  readonly isReplaced: boolean;
}

const TOKEN = /(<[a-z]+-\d+>)/;

/** Where the tokens of a redacted line stand. */
export function tokenRuns(after: string): readonly ReplacedRun[] {
  return after.split(TOKEN).flatMap((text, i) => (text === '' ? [] : [{ text, isReplaced: i % 2 === 1 }]));
}

/** What the tokens stand for: the stretches of the line before between those that stayed. Where a line was cut the end may not be told. */
export function originalRuns(before: string, after: string): readonly ReplacedRun[] {
  const runs: ReplacedRun[] = [];
  let at = 0;
  let isAfterToken = false;
  for (const { text, isReplaced } of tokenRuns(after)) {
    if (isReplaced) {
      isAfterToken = true;
      continue;
    }
    const found = isAfterToken ? before.indexOf(text, at) : at;
    if (found < 0) break;
    if (found > at) runs.push({ text: before.slice(at, found), isReplaced: true });
    runs.push({ text: before.slice(found, found + text.length), isReplaced: false });
    at = found + text.length;
    isAfterToken = false;
  }
  if (at < before.length) runs.push({ text: before.slice(at), isReplaced: isAfterToken });
  return runs;
}
