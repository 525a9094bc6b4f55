/** Stages of a Tomcat RequestProcessor: as jmxproxy numbers them, as the status pages letter them. */
export const STAGES = ['new', 'parse', 'prepare', 'service', 'endinput', 'endoutput', 'keepalive', 'ended'] as const;
export type Stage = (typeof STAGES)[number];

const LETTERS: Readonly<Record<string, Stage>> = { P: 'parse', S: 'service', F: 'endoutput', K: 'keepalive', R: 'new' };

export function stageOf(printed: string): Stage | null {
  if (/^\d$/.test(printed)) return STAGES[Number(printed)] ?? null;
  return (Object.hasOwn(LETTERS, printed) ? LETTERS[printed] : undefined) ?? null;
}

/** Between reading a request and the end of its answer. */
export function isServing(stage: Stage | null): boolean {
  return stage === 'parse' || stage === 'prepare' || stage === 'service' || stage === 'endinput' || stage === 'endoutput';
}
