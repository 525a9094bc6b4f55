import type { CaptureId, CaseId } from '../../shared/base/ids.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import type { EngineClient } from './engine/engine-client.ts';

/** What the captures read so far show. */
export type SoFar = Pick<CaseView, 'artifacts' | 'findings'>;

/** Judging takes longer the more has been read: for each second of it the reading gets this many. */
const READING_SECONDS = 4;

/** Answers what a case shows while it is still being read, without judging everything anew for each capture that comes: 400 captures would be judged 400 times. */
export class ReadingSoFar {
  readonly #engine: EngineClient;
  readonly #last = new Map<CaseId, { readonly answer: SoFar; readonly endedAt: number; readonly tookMs: number }>();

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  async of(id: CaseId, captures: readonly CaptureId[], isReading: boolean): Promise<SoFar> {
    const last = this.#last.get(id);
    if (isReading && last !== undefined && performance.now() - last.endedAt < READING_SECONDS * last.tookMs) return last.answer;
    const begunAt = performance.now();
    const answer = { artifacts: await this.#engine.ask(id, 'artifacts', captures), findings: await this.#engine.ask(id, 'findings', captures) };
    const endedAt = performance.now();
    if (isReading) this.#last.set(id, { answer, endedAt, tookMs: endedAt - begunAt });
    else this.#last.delete(id);
    return answer;
  }
}
