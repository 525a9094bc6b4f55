import type { RedactedClass, RedactedSpan } from './redaction-rule.ts';
import { isSecretClass } from './token-book.ts';

const WORD = /[A-Za-z0-9\x80-\xff]+/g;
const FIRST_WORD = /^[A-Za-z0-9\x80-\xff]+/;
const WORD_CHARACTER = /[A-Za-z0-9\x80-\xff]/;

interface SameStart {
  readonly classes: Map<string, RedactedClass>;
  /** Longest first. */
  lengths: readonly number[];
}

/** Names and secrets met where they are announced, to be found where they are not. Case matters for secrets and users only where it was kept. */
export class LearnedNames {
  readonly #byFirstWord = new Map<string, SameStart>();

  learn(of: RedactedClass, value: string): void {
    this.#learn(of, value);
    const dot = value.indexOf('.');
    if (of === 'host' && dot > 0) this.#learn(of, value.slice(0, dot));
  }

  find(line: string, found: RedactedSpan[]): void {
    if (this.#byFirstWord.size === 0) return;
    for (const { 0: word, index } of line.matchAll(WORD)) {
      const same = this.#byFirstWord.get(word.toLowerCase());
      const length = same?.lengths.find((one) => same.classes.has(line.slice(index, index + one).toLowerCase()) && !WORD_CHARACTER.test(line[index + one] ?? ' '));
      if (same === undefined || length === undefined) continue;
      found.push({ from: index, to: index + length, class: same.classes.get(line.slice(index, index + length).toLowerCase()) ?? 'password' });
    }
  }

  #learn(of: RedactedClass, value: string): void {
    const first = FIRST_WORD.exec(value)?.[0].toLowerCase();
    if (first === undefined || !isTelling(of, value)) return;
    const same = this.#byFirstWord.get(first) ?? { classes: new Map<string, RedactedClass>(), lengths: [] };
    this.#byFirstWord.set(first, same);
    const name = value.toLowerCase();
    if (same.classes.has(name)) return;
    same.classes.set(name, of);
    if (!same.lengths.includes(value.length)) same.lengths = [...same.lengths, value.length].toSorted((a, b) => b - a);
  }
}

/** A short or plain word stands for too much else to be replaced everywhere. */
function isTelling(of: RedactedClass, value: string): boolean {
  if (isSecretClass(of)) return value.length >= 8 && value.length <= 256 && /\d/.test(value) && /[^\d.]/.test(value);
  if (of === 'host') return value.length >= 4 && (/[.]/.test(value) || (/\d/.test(value) && /[A-Za-z]/.test(value)) || /-/.test(value));
  return value.length >= 4 && !/^\d+$/.test(value);
}
