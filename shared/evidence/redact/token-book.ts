import type { RedactedClass } from './redaction-rule.ts';

export interface TokenEntry {
  readonly class: RedactedClass;
  /** 1-based within its class. */
  readonly number: number;
  /** What the token stands for; of a secret only its fingerprint. */
  readonly text: string;
}

const SECRET: ReadonlySet<RedactedClass> = new Set<RedactedClass>(['password', 'token', 'key', 'cookie']);

export function isSecretClass(of: RedactedClass): boolean {
  return SECRET.has(of);
}

/** The same text has the same token wherever it stands. It stays with the person who redacts, and keeps no secret itself. */
export class TokenBook {
  readonly #numbers = new Map<string, number>();
  readonly #texts = new Map<string, string>();
  readonly #last = new Map<RedactedClass, number>();
  readonly #entries: TokenEntry[] = [];
  readonly #fingerprint: (secret: string) => string;

  /** `fingerprint`: keyed, one-way. */
  constructor(entries: readonly TokenEntry[], fingerprint: (secret: string) => string) {
    this.#fingerprint = fingerprint;
    for (const entry of entries) this.#enter(entry);
  }

  numberOf(of: RedactedClass, value: string): number {
    const text = isSecretClass(of) ? this.#fingerprint(value) : canonical(of, value);
    const known = this.#numbers.get(`${of} ${text}`);
    if (known !== undefined) return known;
    const number = (this.#last.get(of) ?? 0) + 1;
    this.#enter({ class: of, number, text });
    return number;
  }

  /** What a token stands for; of a secret its fingerprint. Null for a token that was never given. */
  textOf(of: RedactedClass, number: number): string | null {
    return this.#texts.get(`${of}-${number}`) ?? null;
  }

  entries(): readonly TokenEntry[] {
    return this.#entries;
  }

  #enter(entry: TokenEntry): void {
    this.#entries.push(entry);
    this.#texts.set(`${entry.class}-${entry.number}`, entry.text);
    this.#numbers.set(`${entry.class} ${entry.text}`, entry.number);
    this.#last.set(entry.class, Math.max(this.#last.get(entry.class) ?? 0, entry.number));
  }
}

function canonical(of: RedactedClass, value: string): string {
  return of === 'host' || of === 'ip' || of === 'mac' || of === 'email' ? value.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase()) : value;
}
