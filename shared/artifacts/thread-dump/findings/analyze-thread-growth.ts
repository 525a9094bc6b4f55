import { message } from '../../../base/message.ts';
import type { NonEmpty } from '../../../base/non-empty.ts';
import type { Finding } from '../../finding.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import { text } from '../dump-reading.ts';
import type { ThreadDump } from '../model.ts';
import { namePattern } from '../threads/pool-pattern.ts';

const FEWEST_DUMPS = 3;
const SMALLEST_GROWTH = 10;

/** Does the number of threads only ever grow? */
export function analyzeThreadGrowth(artifacts: NonEmpty<LoadedArtifact<ThreadDump>>): readonly Finding[] {
  const counts = artifacts.map(({ parsed }) => parsed.model.threads.count);
  const first = artifacts[0];
  const last = artifacts.at(-1) ?? first;
  const growth = (counts.at(-1) ?? 0) - (counts[0] ?? 0);
  const growsAlways = counts.every((count, index) => index === 0 || count > (counts[index - 1] ?? 0));
  if (counts.length < FEWEST_DUMPS || !growsAlways || growth < SMALLEST_GROWTH || growth < (counts[0] ?? 0) / 10) return [];
  const [family] = growingFamilies(first.parsed.model, last.parsed.model);
  if (family === undefined) return [];
  return [{
    rule: 'thread-growth',
    severity: 'warning',
    certainty: 'computed',
    title: message('threadDump.finding.growth', { from: counts[0] ?? 0, to: counts.at(-1) ?? 0, dumps: counts.length, family: family.pattern, more: family.more }),
    details: [message('threadDump.finding.growthDoubt')],
    evidence: [{ artifact: last.id, line: family.line }, { artifact: first.id, line: first.parsed.span.first }],
    weight: growth,
  }];
}

/** Threads counted by name with numbers taken out, most grown first. */
function growingFamilies(before: ThreadDump, after: ThreadDump): readonly { readonly pattern: string; readonly more: number; readonly line: number }[] {
  const families = new Map<string, { pattern: string; more: number; line: number }>();
  const count = (dump: ThreadDump, step: number): void => {
    for (let row = 0; row < dump.threads.count; row++) {
      const pattern = namePattern(text(dump, dump.threads.name[row]));
      const family = families.get(pattern) ?? { pattern, more: 0, line: 0 };
      family.more += step;
      if (step > 0) family.line = dump.threads.firstLine[row] ?? 0;
      families.set(pattern, family);
    }
  };
  count(before, -1);
  count(after, 1);
  return [...families.values()].filter(({ more }) => more > 0).sort((a, b) => b.more - a.more);
}
