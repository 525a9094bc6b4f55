import type { Finding } from '../../artifacts/finding.ts';
import type { JoinedCase } from './joined-case.ts';

/** A claim that joins captures of several kinds, and which claims about one kind it explains. */
export interface Judgement {
  readonly finding: Finding;
  /** Rules whose findings are told below this one, if their evidence lies within this one's or their subject is named here. */
  readonly explains: readonly string[];
  /** Subjects explained also where the evidence lies in other lines. */
  readonly subjects?: readonly string[];
}

/** One question to the captures of one process, of all kinds together. */
export interface Rule {
  readonly id: string;
  /** As in SPEC.md. */
  readonly question: string;
  /** Kinds without which it cannot be answered. */
  readonly needs: readonly string[];
  /** `said`: what the kinds' own analyzers found in the same captures. */
  judge(joined: JoinedCase, said: readonly Finding[]): readonly Judgement[];
}
