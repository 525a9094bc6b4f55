import { bytesOfText, byteTextOf, readableText, textOfBytes } from './byte-text.ts';
import { withoutHexAddresses } from './hex-addresses.ts';
import { PrivateKeyBlocks } from './private-key-blocks.ts';
import type { RedactedSpan } from './redaction-rule.ts';
import type { Redactor, Replacement } from './redactor.ts';
import { UserColumns } from './user-columns.ts';

/** A line that something was replaced in. */
export interface ChangedLine {
  /** 1-based. */
  readonly number: number;
  readonly before: string;
  readonly after: string;
  readonly replacements: readonly Replacement[];
}

/** Redacts one capture as its bytes come, line by line. Order and number of lines stay. */
export interface CaptureRedactor {
  push(chunk: Uint8Array): Uint8Array;
  finish(): Uint8Array;
}

/** Longer lines are taken in pieces. */
const LONGEST_LINE = 64 * 1024 * 1024;
const NEWLINE = 10;
/** Texts in which `<` opens a tag. */
const MARKUP = /^\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html|[a-z]+[ >])/i;
/** A key whose value stands on the next line, as environments of Kubernetes print it. */
const NAMES_SECRET = /name\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?[\w.-]{0,60}(?:pass(?:word|wd|phrase)?|secret|token|credential|api[-_.]?key|private[-_.]?key)[\w.-]{0,40}\\?["']?\s{0,3},?\s*$/i;
const VALUE = /^(\s*-?\s*["']?value["']?\s*:\s*["']?)([^"'\r]+?)["']?,?\s*$/;

/** `changed` hears of every line that comes out different. Bytes of any encoding in which ASCII is ASCII. */
export function redactCapture(redactor: Redactor, changed: (line: ChangedLine) => void): CaptureRedactor {
  const lines = new LineRedactor(redactor, changed);
  let rest: Uint8Array[] = [];
  let restBytes = 0;
  const take = (): string => {
    const text = rest.map(textOfBytes).join('');
    rest = [];
    restBytes = 0;
    return text;
  };
  return {
    push(chunk) {
      const last = chunk.lastIndexOf(NEWLINE);
      rest.push(chunk.slice(0, last + 1));
      const text = last >= 0 ? take() : '';
      const tail = chunk.slice(last + 1);
      if (tail.length > 0) rest.push(tail);
      restBytes += tail.length;
      return bytesOfText(lines.redact(text) + (restBytes > LONGEST_LINE ? lines.redact(take()) : ''));
    },
    finish: () => bytesOfText(lines.redact(take())),
  };
}

/** Redacts a short text such as a name, a note or a command. */
export function redactText(redactor: Redactor, text: string): string {
  return readableText(new LineRedactor(redactor, () => undefined).redact(byteTextOf(text)));
}

class LineRedactor {
  readonly #redactor: Redactor;
  readonly #changed: (line: ChangedLine) => void;
  readonly #keys = new PrivateKeyBlocks();
  readonly #users = new UserColumns();
  #number = 0;
  #isMarkup: boolean | null = null;
  #valueFollows = false;

  constructor(redactor: Redactor, changed: (line: ChangedLine) => void) {
    this.#redactor = redactor;
    this.#changed = changed;
  }

  redact(text: string): string {
    if (text === '') return '';
    this.#isMarkup ??= MARKUP.test(text.slice(0, 4096));
    const isMarkup = this.#isMarkup;
    return text
      .split('\n')
      .map((line, i, all) => (line === '' && i === all.length - 1 ? line : this.#line(line, isMarkup)))
      .join('\n');
  }

  #line(whole: string, isMarkup: boolean): string {
    this.#number += 1;
    const before = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
    const known: RedactedSpan[] = [];
    this.#keys.find(before, known);
    this.#followingValue(before, known);
    if (this.#redactor.choices.has('users')) this.#users.find(before, known);
    const { line, replacements } = this.#redactor.redact(before, known, isMarkup);
    const all = [...replacements];
    const after = this.#redactor.choices.has('ips') ? withoutHexAddresses(line, this.#redactor.book, (address, token) => all.push({ class: 'ip', text: address, token })) : line;
    if (after === before) return whole;
    this.#changed({ number: this.#number, before, after, replacements: all });
    return before === whole ? after : `${after}\r`;
  }

  #followingValue(line: string, known: RedactedSpan[]): void {
    const value = this.#valueFollows ? VALUE.exec(line) : null;
    const from = value?.[1]?.length ?? 0;
    if (value !== null) known.push({ from, to: from + (value[2]?.length ?? 0), class: 'password' });
    this.#valueFollows = NAMES_SECRET.test(line);
  }
}
