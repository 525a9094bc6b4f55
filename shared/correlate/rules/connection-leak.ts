import type { Finding } from '../../artifacts/finding.ts';
import { message } from '../../base/message.ts';
import { evidenceList } from './evidence-list.ts';
import type { JoinedCase } from './joined-case.ts';
import { nextStep } from './next-step.ts';
import type { Judgement, Rule } from './rule.ts';

/** CR-13 */
export const CONNECTION_LEAK: Rule = {
  id: 'connection-leak',
  question: 'Do CLOSE_WAIT sockets and descriptors of one process grow together, and which class with them?',
  needs: ['sockets', 'open-files'],
  judge: (joined, said) => said.filter(({ rule }) => rule === 'close-wait-growth').flatMap((sockets) => judgeGrowth(joined, said, sockets)),
};

function judgeGrowth(joined: JoinedCase, said: readonly Finding[], sockets: Finding): readonly Judgement[] {
  const process = sockets.title.params['process'];
  const files = said.find(({ rule, title }) => rule === 'fd-growth' && title.params['process'] === process);
  if (files === undefined) return [];
  const pile = said.find(({ rule, title }) => rule === 'close-wait-pile' && title.params['process'] === process);
  const grown = said.find(({ rule }) => rule === 'growing-class');
  const layers = [sockets, files, ...(grown === undefined ? [] : [grown]), ...(pile === undefined ? [] : [pile])];
  const evidence = evidenceList(...layers.map((finding) => finding.evidence));
  if (evidence === null) return [];
  const [{ params: socketCounts }, { params: fileCounts }] = [sockets.title, files.title];
  return [{
    finding: {
      rule: CONNECTION_LEAK.id,
      severity: 'warning',
      certainty: 'inferred',
      title: message('correlate.rule.leak', { process: process ?? '?', first: socketCounts['first'] ?? 0, last: socketCounts['last'] ?? 0, firstFd: fileCounts['first'] ?? 0, lastFd: fileCounts['last'] ?? 0, captures: socketCounts['captures'] ?? 0 }),
      details: [
        ...(pile === undefined ? [] : [message('correlate.rule.leak.peer', { peer: pile.title.params['peer'] ?? '*', count: pile.title.params['count'] ?? 0 })]),
        ...(grown === undefined ? [] : [message('correlate.rule.leak.class', { class: grown.title.params['class'] ?? '', before: grown.title.params['before'] ?? 0, after: grown.title.params['after'] ?? 0 })]),
        message('correlate.rule.leak.falsified'),
        nextStep('open-files', joined),
      ],
      evidence,
      subject: `connection-leak ${process}`,
      weight: Math.max(sockets.weight, files.weight) + 1,
    },
    // The class may grow for a reason of its own: it is named here, and keeps its own finding.
    explains: ['close-wait-growth', 'close-wait-pile', 'fd-growth'],
  }];
}
