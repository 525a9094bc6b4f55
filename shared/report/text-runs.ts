/** A piece of a sentence; sentences mark names of code by backticks. */
export interface TextRun {
  readonly text: string;
  readonly isCode: boolean;
}

/** Splits a sentence at its backticks. Evidence may hold backticks of its own: then the pairing may be off, but every run is escaped all the same. */
export function textRuns(sentence: string): readonly TextRun[] {
  return sentence
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => (part.length > 2 && part.startsWith('`') && part.endsWith('`') ? { text: part.slice(1, -1), isCode: true } : { text: part, isCode: false }));
}
