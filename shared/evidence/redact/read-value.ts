import { assertNever } from '../../base/assert-never.ts';
import type { ValueReader } from './redaction-rule.ts';

/** Finds how far values reach. One per line: it remembers which quotes do not close, so that a line of open quotes takes no longer than another. */
export class ValueEnds {
  readonly #line: string;
  readonly #unclosed = new Set<string>();

  constructor(line: string) {
    this.#line = line;
  }

  /** Where the value that starts at or after `at` lies; empty when there is none. */
  read(at: number, how: ValueReader): readonly [from: number, to: number] {
    switch (how) {
      case 'word':
        return this.#quoted(at) ?? [at, this.#wordEnd(at)];
      case 'header':
        return this.#quoted(at) ?? [at, this.#headerEnd(at)];
      case 'element':
        return [at, this.#until(at, /<|&lt;|$/g)];
      default:
        return assertNever(how);
    }
  }

  #quoted(at: number): readonly [number, number] | null {
    const opens = /\\{0,3}(?:["']|%22)/y;
    opens.lastIndex = at;
    const quote = opens.exec(this.#line)?.[0];
    if (quote === undefined) return null;
    const from = at + quote.length;
    if (this.#unclosed.has(quote)) return [from, this.#wordEnd(from)];
    const end = this.#closing(from, quote);
    if (end >= 0) return [from, end];
    this.#unclosed.add(quote);
    return [from, this.#wordEnd(from)];
  }

  /** A quote with fewer backslashes before it than `quote` has ends what is around; one with more is part of the value. */
  #closing(from: number, quote: string): number {
    const mark = quote.endsWith('%22') ? '%22' : quote.slice(-1);
    const slashesAround = quote.length - mark.length;
    for (let end = this.#line.indexOf(mark, from); end >= 0; end = this.#line.indexOf(mark, end + 1)) {
      let slashes = 0;
      while (end - slashes - 1 >= from && this.#line[end - slashes - 1] === '\\') slashes += 1;
      if (slashes === slashesAround) return end - slashes;
      if (slashes < slashesAround || slashes % 2 === 0) return end - slashes;
    }
    return -1;
  }

  /** To the white space; before that, to where another key follows, or where brackets around the whole close. */
  #wordEnd(at: number): number {
    const end = this.#until(at, /[ \t\r\0\v\f"'<>]|\\[nrt"']|&lt;|&quot;|$|[,;&)}\]]{1,8}(?=[\w.[\]-]{1,60}(?:=|:|%3[dD]))|[,;)}\]]{1,8}(?=[ \t\r\0\v\f"'<>]|$)/g);
    const isPlaceholder = this.#line[end] === '}' && /\$?\{/y.test(this.#line.slice(at, at + 2));
    return isPlaceholder ? end + 1 : end;
  }

  #headerEnd(at: number): number {
    return this.#until(at, /["'\r\0]|\\["'nr]|$/g);
  }

  #until(at: number, stop: RegExp): number {
    stop.lastIndex = at;
    return stop.exec(this.#line)?.index ?? this.#line.length;
  }
}
