import { markPosition } from './content-marks.ts';
import { detectEnvelopes } from './detect-envelopes.ts';
import type { Emit, EnvelopeKind, Peeler, Repair } from './envelope.ts';

const SHOWN = 160;
/** Lines looked at from the first that holds a tool's text, and lines before it: a time and a process id stand there. */
const SAMPLE_LINES = 600;
const LINES_BEFORE = 8;

/** Envelopes one inside the other, with a count of the lines each was on. Looks for further ones when the text of a tool first comes by. */
export class EnvelopeChain {
  readonly #stages: Stage[] = [];
  readonly #out: Emit;
  /** Lines since the tool's text first came by, until it is known what is around them; null when that is settled. */
  #gathered: { readonly lines: Parameters<Emit>[] } | null;
  #isWatching = true;
  /** The last lines before the tool's text. */
  readonly #before: Parameters<Emit>[] = [];

  constructor(found: readonly { readonly kind: EnvelopeKind; readonly peeler: Peeler }[], out: Emit) {
    this.#out = out;
    this.#gathered = null;
    this.#add(found);
  }

  line(text: string, raw: number): void {
    this.#run(0, text, raw, raw, '');
  }

  finish(): void {
    for (let i = 0; i < this.#stages.length; i++) this.#stages[i]?.peeler.finish((...line) => this.#run(i + 1, ...line));
    for (const line of this.#before.splice(0)) this.#out(...line);
    if (this.#gathered === null) return;
    const before = this.#stages.length;
    this.#settle();
    for (let i = before; i < this.#stages.length; i++) this.#stages[i]?.peeler.finish((...line) => this.#run(i + 1, ...line));
  }

  repairs(): readonly Repair[] {
    return this.#stages.filter(({ lines }) => lines > 0).map(({ kind, peeler, lines, example }) => (peeler.gaveUp?.() === true ? { kind, lines: 0, example: null } : { kind, lines, example }));
  }

  #add(found: readonly { readonly kind: EnvelopeKind; readonly peeler: Peeler }[]): void {
    for (const { kind, peeler } of found) {
      const index = this.#stages.length;
      this.#stages.push(new Stage(kind, peeler, (...line) => this.#run(index + 1, ...line)));
    }
  }

  #run(index: number, ...line: Parameters<Emit>): void {
    const stage = this.#stages[index];
    if (stage) stage.take(...line);
    else this.#deliver(line);
  }

  #deliver(line: Parameters<Emit>): void {
    if (this.#gathered !== null) {
      this.#gathered.lines.push(line);
      if (this.#gathered.lines.length >= SAMPLE_LINES) this.#settle();
      return;
    }
    if (!this.#isWatching) {
      this.#out(...line);
      return;
    }
    this.#before.push(line);
    if (markPosition(line[0]) >= 0) {
      this.#isWatching = false;
      this.#gathered = { lines: this.#before.splice(0) };
      return;
    }
    const oldest = this.#before.length > LINES_BEFORE ? this.#before.shift() : undefined;
    if (oldest) this.#out(...oldest);
  }

  #settle(): void {
    const lines = this.#gathered?.lines ?? [];
    this.#gathered = null;
    const next = this.#stages.length;
    const known = new Set(this.#stages.map(({ kind }) => kind));
    this.#add(detectEnvelopes(lines.map(([text]) => text)).filter(({ kind }) => !known.has(kind)));
    for (const line of lines) this.#run(next, ...line);
  }
}

class Stage {
  readonly kind: EnvelopeKind;
  readonly peeler: Peeler;
  lines = 0;
  example: Repair['example'] = null;
  readonly #next: Emit;

  constructor(kind: EnvelopeKind, peeler: Peeler, next: Emit) {
    this.kind = kind;
    this.peeler = peeler;
    this.#next = next;
  }

  take(...[text, first, last, stream]: Parameters<Emit>): void {
    if (this.lines > 0) {
      if (this.peeler.line(text, first, last, stream, this.#next)) this.lines += 1;
      return;
    }
    let after = '';
    const watched: Emit = (...line) => {
      after ||= line[0];
      this.#next(...line);
    };
    if (!this.peeler.line(text, first, last, stream, watched)) return;
    this.lines = 1;
    this.example = { line: first, before: text.slice(0, SHOWN), after: after.slice(0, SHOWN) };
  }
}
