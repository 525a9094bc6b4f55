import { isSecretClass, type TokenBook } from './token-book.ts';
import type { RedactedClass } from './redaction-rule.ts';
import { readableText } from './byte-text.ts';

/** A text with its tokens turned back, and what was turned. */
export interface Restored {
  readonly text: string;
  /** Places, by what the token stood for. */
  readonly restored: ReadonlyMap<RedactedClass, number>;
  /** Places with tokens of secrets, which stay. */
  readonly secrets: number;
  /** Places with tokens that the book does not know, which stay. */
  readonly unknown: number;
}

/** `<host-3>` as it is written in texts, in HTML and Markdown, and in JSON that escapes angle brackets. */
const TOKEN = /(?:\\?<|&lt;|\\u003[cC])(password|token|key|cookie|email|ip|mac|host|user|path|query)-(\d{1,9})(?:\\?>|&gt;|\\u003[eE])/g;
/** What stands for `<ip-n>` in `/proc/net`, where only digits are read: 240.0.0.0/8 is in use by nobody. */
const STAND_IN = /(?<![\d.])240\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\d.])/g;

/** Turns tokens back to what they stand for. Text without tokens comes back as it is. */
export function restoreTokens(text: string, book: TokenBook): Restored {
  const restored = new Map<RedactedClass, number>();
  let secrets = 0;
  let unknown = 0;
  const restore = (token: string, of: RedactedClass, number: number): string => {
    if (isSecretClass(of)) {
      secrets += 1;
      return token;
    }
    const known = book.textOf(of, number);
    if (known === null) {
      unknown += 1;
      return token;
    }
    restored.set(of, (restored.get(of) ?? 0) + 1);
    return readableText(known);
  };
  const plain = text.replaceAll(TOKEN, (token, of: RedactedClass, number: string) => restore(token, of, Number(number)));
  const whole = plain.replaceAll(STAND_IN, (address, a: string, b: string, c: string) => restore(address, 'ip', (Number(a) << 16) + (Number(b) << 8) + Number(c)));
  return { text: whole, restored, secrets, unknown };
}
