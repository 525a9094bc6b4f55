import { describe, expect, it } from 'vitest';
import { byteTextOf } from './byte-text.ts';
import { restoreTokens } from './restore-tokens.ts';
import { TokenBook } from './token-book.ts';

const book = new TokenBook([{ class: 'host', number: 3, text: byteTextOf('주문-db.shop.local') }, { class: 'ip', number: 258, text: '10.1.2.3' }, { class: 'password', number: 1, text: 'fingerprint' }], () => '');

describe('tokens turned back', () => {
  it('[RD-12] become what they stand for, as text, HTML, Markdown and JSON write them, and where only digits are read', () => {
    const { text, restored } = restoreTokens('<host-3> &lt;host-3&gt; \\u003chost-3\\u003e <ip-258> 240.0.1.2:8080', book);
    expect(text).toBe('주문-db.shop.local 주문-db.shop.local 주문-db.shop.local 10.1.2.3 10.1.2.3:8080');
    expect([...restored]).toEqual([['host', 3], ['ip', 2]]);
  });

  it('[RD-12] stay where they stand for a secret or were never given, and are counted', () => {
    expect(restoreTokens('<password-1> <host-4> <host> host-3 1240.0.1.2 240.0.1.2.5', book)).toEqual({ text: '<password-1> <host-4> <host> host-3 1240.0.1.2 240.0.1.2.5', restored: new Map(), secrets: 1, unknown: 1 });
  });
});
