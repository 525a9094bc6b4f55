import { open } from 'node:fs/promises';
import { createTranscoder } from '../../../shared/engine/transcode-to-utf8.ts';
import { guessEncoding } from '../../../shared/engine/guess-encoding.ts';
import { redactCapture, type ChangedLine } from '../../../shared/evidence/redact/redact-capture.ts';
import type { Redactor } from '../../../shared/evidence/redact/redactor.ts';

const CHUNK = 1024 * 1024;
const HEAD = 65_536;

/** What happens with the redacted bytes and with the lines that came out different. */
export interface RedactedOutput {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly changed: (line: ChangedLine) => void;
}

/** Reads a file once through the redactor. UTF-16, in which secrets have a NUL between their letters, becomes UTF-8. */
export async function redactFile(redactor: Redactor, file: string, { write, changed }: RedactedOutput): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    const { bytesRead: headBytes } = await handle.read(buffer, 0, HEAD, 0);
    const guess = guessEncoding(buffer.subarray(0, headBytes));
    const transcoder = guess.encoding.startsWith('utf-16') ? createTranscoder(guess) : null;
    const lines = redactCapture(redactor, changed);
    let position = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      const chunk = buffer.subarray(0, bytesRead);
      await write(lines.push(transcoder?.push(chunk) ?? chunk));
    }
    if (transcoder) await write(lines.push(transcoder.finish()));
    await write(lines.finish());
  } finally {
    await handle.close();
  }
}
