import type { CancelSignal } from '../../../shared/collect/transport.ts';

/** Lets a few callers in at a time, in order. */
export class ChannelQueue {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  /** Resolves with the function that gives the place back, or with null when cancelled while waiting. */
  enter(signal: CancelSignal): Promise<(() => void) | null> {
    if (signal.aborted) return Promise.resolve(null);
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(this.#place());
    }
    return new Promise((resolve) => {
      const admit = (): void => {
        signal.removeEventListener('abort', leave);
        resolve(this.#place());
      };
      const leave = (): void => {
        signal.removeEventListener('abort', leave);
        this.#waiting.splice(this.#waiting.indexOf(admit), 1);
        resolve(null);
      };
      this.#waiting.push(admit);
      signal.addEventListener('abort', leave);
    });
  }

  #place(): () => void {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    };
  }
}
