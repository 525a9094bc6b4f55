const BEAT_MS = 1000;
/** Longer than any work holds up this process; then it was the computer that slept, or the clock that was set. */
const JUMP_MS = 8000;

/** Notices that this computer slept, this process was stopped, or the clock was set, by a heartbeat that comes late. */
export class StandStillWatch {
  /** The longest jump so far; 0 when there was none. Negative: the clock was set back. */
  jumpMs = 0;
  #lastBeatAt = Date.now();
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#timer = setInterval(() => this.#beat(), BEAT_MS);
    this.#timer.unref();
  }

  stop(): void {
    this.#beat();
    clearInterval(this.#timer);
  }

  #beat(): void {
    const now = Date.now();
    const jump = now - this.#lastBeatAt;
    this.#lastBeatAt = now;
    if ((jump > JUMP_MS || jump < -BEAT_MS) && Math.abs(jump) > Math.abs(this.jumpMs)) this.jumpMs = jump;
  }
}
