import type { LeftOutReason } from '../../../shared/evidence/left-out.ts';

/** Why a member, or all that follows, does not come in. Thrown while its bytes are read. */
export class Refusal extends Error {
  readonly reason: LeftOutReason;
  readonly detail: string;

  constructor(reason: LeftOutReason, detail = '') {
    super(`${reason} ${detail}`);
    this.name = 'Refusal';
    this.reason = reason;
    this.detail = detail;
  }

  /** Nothing of the whole archive is read any further. */
  get endsAll(): boolean {
    return this.reason === 'archive-ratio' || this.reason === 'too-many-entries';
  }
}
