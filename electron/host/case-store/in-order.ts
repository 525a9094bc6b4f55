/** Lets a few pieces of work run side by side and takes their results in the order in which they were begun. The first failure is told to whoever begins or waits next. */
export class InOrder {
  readonly #limit: number;
  #waiting: Promise<void>[] = [];
  #last: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | null = null;

  constructor(limit: number) {
    this.#limit = limit;
  }

  async start<Result>(work: Promise<Result>, take: (result: Result) => Promise<void>): Promise<void> {
    const before = this.#last;
    const mine = (async (): Promise<void> => {
      const [result] = await Promise.all([work, before]);
      await take(result);
    })().catch((error: unknown) => {
      this.#failure ??= { error };
    });
    this.#last = mine;
    this.#waiting.push(mine);
    if (this.#waiting.length >= this.#limit) await this.#waiting.shift();
    this.#check();
  }

  async all(): Promise<void> {
    await this.#last;
    this.#check();
  }

  #check(): void {
    if (this.#failure !== null) throw this.#failure.error;
  }
}
