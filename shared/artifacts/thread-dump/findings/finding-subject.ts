import type { Finding } from '../../finding.ts';
import { placeOf, type ApplicationFrames } from '../threads/application-frame.ts';
import type { ThreadDump } from '../model.ts';

/** Where a thread is, as long as the same code runs: without file and line, which move within a method while it works. Empty without a stack. */
export function methodOf(dump: ThreadDump, row: number, frames: ApplicationFrames): string {
  const place = placeOf(dump, row, frames);
  const bracket = place.indexOf('(');
  return bracket < 0 ? place : place.slice(0, bracket);
}

/** Two claims of one dump stay two, also where they are about things of the same name: the later ones get a number. */
export function numberSubjects(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    if (finding.subject === undefined) return finding;
    const key = `${finding.rule} ${finding.subject}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return nth === 1 ? finding : { ...finding, subject: `${finding.subject} (${nth})` };
  });
}
