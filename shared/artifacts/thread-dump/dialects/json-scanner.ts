import type { JsonTextCache } from './json-text-cache.ts';

/** What a JSON document consists of, in its order. Lines are 1-based. */
export interface JsonEvents {
  open(isArray: boolean, line: number): void;
  close(line: number): void;
  key(key: string): void;
  value(value: string | number | boolean | null, line: number): void;
}

type Expects = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end';

const LF = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const MAX_DEPTH = 64;
/** A longer text is cut: names of a megabyte fit. */
const MAX_TEXT = 1 << 20;
const MAX_LITERAL = 64;
const decoder = new TextDecoder();

/** Reads one JSON document as its bytes come, cut anywhere; holds no more of it than one text. */
export class JsonScanner {
  readonly #events: JsonEvents;
  readonly #texts: JsonTextCache;
  /** One entry for each open object (false) or array (true). */
  readonly #open: boolean[] = [];
  #expects: Expects = 'value';
  #state: 'between' | 'text' | 'literal' = 'between';
  #escaped = false;
  #hasEscapes = false;
  /** Small at first: each line of a broken capture may begin a document. */
  #text = new Uint8Array(1 << 6);
  #length = 0;
  /** Line of the next byte. */
  line: number;
  status: 'open' | 'done' | 'broken' = 'open';

  constructor(events: JsonEvents, texts: JsonTextCache, line: number) {
    this.#events = events;
    this.#texts = texts;
    this.line = line;
  }

  get depth(): number {
    return this.#open.length;
  }

  /** Returns where it stopped: at `to`, after the document's last byte, or at the byte that is none of JSON. */
  push(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to && this.status === 'open') {
      if (this.#state === 'text') at = this.#readText(bytes, at, to);
      else if (this.#state === 'literal') at = this.#readLiteral(bytes, at, to);
      else at = this.#readBetween(bytes, at);
    }
    return at;
  }

  #readBetween(bytes: Uint8Array, at: number): number {
    const byte = bytes[at] as number;
    if (byte === 32 || byte === 9 || byte === 13) return at + 1;
    if (byte === LF) {
      this.line += 1;
      return at + 1;
    }
    if (!this.#takes(byte)) {
      this.status = 'broken';
      return at;
    }
    return this.#state === 'literal' ? at : at + 1;
  }

  /** False where the byte cannot stand. */
  #takes(byte: number): boolean {
    const expects = this.#expects;
    switch (byte) {
      case 123: // {
      case 91: // [
        return (expects === 'value' || expects === 'value-or-end') && this.#openOne(byte === 91);
      case 125: // }
        return this.#open.at(-1) === false && (expects === 'key-or-end' || expects === 'comma-or-end') && this.#closeOne();
      case 93: // ]
        return this.#open.at(-1) === true && (expects === 'value-or-end' || expects === 'comma-or-end') && this.#closeOne();
      case 44: // ,
        this.#expects = this.#open.at(-1) === true ? 'value' : 'key';
        return expects === 'comma-or-end';
      case 58: // :
        this.#expects = 'value';
        return expects === 'colon';
      case QUOTE:
        this.#state = 'text';
        this.#length = 0;
        this.#hasEscapes = this.#escaped = false;
        return expects !== 'colon' && expects !== 'comma-or-end' && this.#open.length > 0;
      default:
        this.#state = 'literal';
        this.#length = 0;
        return (expects === 'value' || expects === 'value-or-end') && this.#open.length > 0 && isLiteralByte(byte);
    }
  }

  #openOne(isArray: boolean): boolean {
    if (this.#open.length === MAX_DEPTH) return false;
    this.#open.push(isArray);
    this.#expects = isArray ? 'value-or-end' : 'key-or-end';
    this.#events.open(isArray, this.line);
    return true;
  }

  #closeOne(): boolean {
    this.#open.pop();
    this.#expects = 'comma-or-end';
    this.#events.close(this.line);
    if (this.#open.length === 0) this.status = 'done';
    return true;
  }

  #readText(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to) {
      const byte = bytes[at] as number;
      if (byte === LF) {
        this.status = 'broken';
        return at;
      }
      if (byte === QUOTE && !this.#escaped) {
        this.#keep(bytes, from, at);
        this.#endText();
        return at + 1;
      }
      this.#escaped = byte === BACKSLASH && !this.#escaped;
      if (this.#escaped) this.#hasEscapes = true;
      at += 1;
    }
    this.#keep(bytes, from, to);
    return to;
  }

  #endText(): void {
    const raw = this.#texts.decode(this.#text, this.#length);
    const text = this.#hasEscapes ? unescaped(raw) : raw;
    this.#state = 'between';
    if (this.#expects === 'key' || this.#expects === 'key-or-end') {
      this.#expects = 'colon';
      this.#events.key(text);
    } else {
      this.#expects = 'comma-or-end';
      this.#events.value(text, this.line);
    }
  }

  #readLiteral(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to && isLiteralByte(bytes[at] as number)) at += 1;
    this.#keep(bytes, from, at);
    if (at === to) return to;
    const literal = decoder.decode(this.#text.subarray(0, Math.min(this.#length, MAX_LITERAL)));
    const value = valueOf(literal);
    if (value === undefined) {
      this.status = 'broken';
      return at;
    }
    this.#state = 'between';
    this.#expects = 'comma-or-end';
    this.#events.value(value, this.line);
    return at;
  }

  #keep(bytes: Uint8Array, from: number, to: number): void {
    const end = Math.min(to, from + MAX_TEXT - this.#length);
    if (end <= from) return;
    if (end - from < 64 && this.#length + end - from <= this.#text.length) {
      // A short loop beats the calls for the short texts that most are.
      for (let at = from; at < end; at++) this.#text[this.#length++] = bytes[at] as number;
      return;
    }
    const needed = this.#length + end - from;
    if (needed > this.#text.length) {
      const larger = new Uint8Array(Math.max(needed, this.#text.length * 2));
      larger.set(this.#text.subarray(0, this.#length));
      this.#text = larger;
    }
    this.#text.set(bytes.subarray(from, end), this.#length);
    this.#length = needed;
  }
}

/** Letters, digits and signs: what numbers and `true`, `false`, `null` are written with. */
function isLiteralByte(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 122) || byte === 45 || byte === 43 || byte === 46 || byte === 69;
}

function valueOf(literal: string): number | boolean | null | undefined {
  if (literal === 'null') return null;
  if (literal === 'true' || literal === 'false') return literal === 'true';
  return /^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(literal) ? Number(literal) : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** A wrong escape stays as it is. */
function unescaped(raw: string): string {
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|([^u]))/gs, (whole, code: string | undefined, letter: string | undefined) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return letter === undefined ? whole : (ESCAPES[letter] ?? letter);
  });
}
