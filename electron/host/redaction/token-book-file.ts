import { createHmac, randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { byteTextOf, readableText } from '../../../shared/evidence/redact/byte-text.ts';
import { TokenBook } from '../../../shared/evidence/redact/token-book.ts';
import { createStateFile } from '../state-file.ts';

const classes = z.enum(['password', 'token', 'key', 'cookie', 'email', 'ip', 'mac', 'host', 'user', 'path', 'query']);
const content = z.object({
  version: z.literal(1),
  /** Base64; what fingerprints of secrets are made with. */
  key: z.string().min(1),
  entries: z.array(z.object({ class: classes, number: z.number().int().min(1), text: z.string() })),
});

/** Which token stands for what, kept in the data folder and nowhere else. Of secrets it keeps keyed fingerprints, so that reading it gives no secret away. */
export interface TokenBookFile {
  /** Lends the book to one redaction after the other, and keeps what it has learned. */
  use<Result>(work: (book: TokenBook) => Promise<Result>): Promise<Result>;
}

export function createTokenBookFile(dataFolder: string): TokenBookFile {
  const file = createStateFile(path.join(dataFolder, 'redaction-tokens.json'), content);
  let turn: Promise<unknown> = Promise.resolve();
  const useNow = async <Result>(work: (book: TokenBook) => Promise<Result>): Promise<Result> => {
    const kept = await file.read();
    const key = kept?.key ?? randomBytes(32).toString('base64');
    const entries = (kept?.entries ?? []).map((entry) => ({ ...entry, text: byteTextOf(entry.text) }));
    const fingerprint = (secret: string): string => createHmac('sha256', Buffer.from(key, 'base64')).update(secret).digest('base64');
    const book = new TokenBook(entries, fingerprint);
    try {
      return await work(book);
    } finally {
      const known = book.entries();
      if (known.length > entries.length) await file.write({ version: 1, key, entries: known.map((entry) => ({ ...entry, text: readableText(entry.text) })) });
    }
  };
  return {
    use(work) {
      const mine = turn.then(async () => useNow(work));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}
