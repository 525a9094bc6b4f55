import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { message, type Language } from '../../../shared/base/message.ts';
import { createTranslator } from '../../../shared/base/translate.ts';
import { visibleText } from '../../../shared/base/visible-text.ts';
import { embeddedCaptureId, type EmbeddedCase } from '../../../shared/host-api/embedded/embedded-case.ts';
import { HOST_MESSAGES } from '../../../shared/host-api/messages.ts';
import { escapeHtml } from '../../../shared/report/escape-html.ts';
import { hostError, storageError } from '../host-errors.ts';

/** Compressed evidence of a file that a browser still opens at ease: hundreds of megabytes of dumps. */
const PACKED_LIMIT = 24 * 1024 * 1024;
const PLACEHOLDER = /%(language|title|needs-script|too-old|evidence)%/;

/** Best compression: written once, sent about and opened often. */
const GZIP = { level: 9 } as const;

async function packFile(file: string, room: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const input = createReadStream(file);
  const packed = input.pipe(createGzip(GZIP));
  input.on('error', (error) => packed.destroy(error));
  try {
    for await (const chunk of packed) {
      bytes += (chunk as Buffer).length;
      if (bytes > room) throw hostError('bad-input', 'error.workbench-too-large', { limit: PACKED_LIMIT }, { next: message('next.fewer-captures') });
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    throw storageError(error, file);
  } finally {
    input.destroy();
  }
  return Buffer.concat(chunks);
}

function block(name: string, packed: Buffer): string {
  return `<script type="application/gzip" data-part="${name}">${packed.toString('base64')}</script>\n`;
}

/** The case and the bytes of its captures as data blocks; `files` i is capture i, null where there are no bytes. */
async function evidenceBlocks(embedded: EmbeddedCase, files: readonly (string | null)[]): Promise<readonly Buffer[]> {
  const blocks = [Buffer.from(block('case', gzipSync(JSON.stringify(embedded), GZIP)))];
  let left = PACKED_LIMIT;
  for (const [i, file] of files.entries()) {
    const packed = file === null ? gzipSync('', GZIP) : await packFile(file, left);
    left -= packed.length;
    blocks.push(Buffer.from(block(embeddedCaptureId(i), packed)));
  }
  return blocks;
}

async function readTemplate(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => Promise.reject(hostError('not-found', 'error.workbench-not-built', { path: file }, { next: message('next.build'), details: String(error) })));
}

/** One HTML file that is the workbench with this case in it. Rejects when the evidence is too large for one. */
export async function fillWorkbench(templateFile: string, embedded: EmbeddedCase, files: readonly (string | null)[], language: Language): Promise<Buffer> {
  const template = await readTemplate(templateFile);
  const translate = createTranslator(language, [HOST_MESSAGES]);
  const words: Readonly<Record<string, string>> = {
    language,
    title: visibleText(embedded.name),
    'needs-script': translate(message('workbench.needs-script')),
    'too-old': translate(message('workbench.too-old')),
  };
  const evidence = await evidenceBlocks(embedded, files);
  // Odd pieces are the names of placeholders.
  return Buffer.concat(template.split(PLACEHOLDER).flatMap((piece, i) => (i % 2 === 0 ? [Buffer.from(piece)] : piece === 'evidence' ? evidence : [Buffer.from(escapeHtml(words[piece] ?? ''))])));
}
