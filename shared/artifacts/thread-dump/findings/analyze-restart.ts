import { message } from '../../../base/message.ts';
import type { NonEmpty } from '../../../base/non-empty.ts';
import type { Finding } from '../../finding.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import { followThreads } from '../threads/follow-threads.ts';
import type { ThreadDump } from '../model.ts';

/** Did the JVM end and start again between two dumps? What was seen before is no history of what came after. */
export function analyzeRestart(artifacts: NonEmpty<LoadedArtifact<ThreadDump>>): readonly Finding[] {
  const { restarted } = followThreads(artifacts.map(({ parsed }) => parsed.model));
  return artifacts.flatMap((artifact, index) => {
    const before = artifacts[index - 1];
    if (restarted[index] !== true || before === undefined) return [];
    return [{
      rule: 'jvm-restarted',
      severity: 'warning',
      certainty: 'inferred',
      title: message('threadDump.finding.restarted', { before: index, after: index + 1 }),
      details: [message('threadDump.finding.restartedHow')],
      evidence: [{ artifact: artifact.id, line: artifact.parsed.span.first }, { artifact: before.id, line: before.parsed.span.first }],
      weight: 3,
    }];
  });
}
