import { message } from '../../base/message.ts';
import { evidenceList, linesOf } from './evidence-list.ts';
import { nextStep } from './next-step.ts';
import type { Rule } from './rule.ts';

const FEWEST_KINDS = 2;

/** Asked last, and told what all others said. CR-21 */
export const ALL_QUIET: Rule = {
  id: 'all-quiet',
  question: 'Did captures of several kinds give nothing to warn of?',
  needs: [],
  judge(joined, said) {
    const kinds = new Set(joined.artifacts.map(({ kind }) => kind));
    const evidence = evidenceList(joined.artifacts.flatMap(({ loaded: { id, parsed } }) => linesOf(id, [parsed.span.first])));
    if (kinds.size < FEWEST_KINDS || evidence === null || said.some(({ severity }) => severity !== 'info')) return [];
    return [{
      finding: {
        rule: ALL_QUIET.id,
        severity: 'info',
        certainty: 'computed',
        title: message('correlate.rule.quiet', { count: joined.artifacts.length, kinds: kinds.size }),
        details: [message('correlate.rule.quiet.falsified'), nextStep('dump', joined)],
        evidence,
        subject: 'all-quiet',
        weight: 0,
      },
      explains: [],
    }];
  },
};
