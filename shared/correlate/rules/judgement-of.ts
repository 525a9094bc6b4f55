import type { Evidence, Finding } from '../../artifacts/finding.ts';
import { message, type Message } from '../../base/message.ts';
import { evidenceList } from './evidence-list.ts';
import type { JoinedCase } from './joined-case.ts';
import { nextStep, type NextStep } from './next-step.ts';
import type { Judgement } from './rule.ts';

/** What a rule concludes, before it is known whether any line bears it. */
export interface Claim extends Pick<Finding, 'rule' | 'severity' | 'certainty' | 'title' | 'weight'>, Pick<Judgement, 'explains' | 'subjects'> {
  readonly details: readonly Message[];
  /** Key of the sentence that says what would prove it wrong; it may use the parameters of the title. */
  readonly falsified: string;
  readonly next: NextStep;
  /** Lines of each layer that it joins, the one that words it first. */
  readonly evidence: readonly (readonly Evidence[])[];
  readonly subject: string;
}

/** The finding of a claim, with what would prove it wrong and the next step below it; none without evidence. */
export function judgementOf(joined: JoinedCase, { details, falsified, next, evidence, explains, subjects, ...claim }: Claim): readonly Judgement[] {
  const lines = evidenceList(...evidence);
  if (lines === null) return [];
  return [{ finding: { ...claim, details: [...details, message(falsified, claim.title.params), nextStep(next, joined)], evidence: lines }, explains, ...(subjects === undefined ? {} : { subjects }) }];
}
