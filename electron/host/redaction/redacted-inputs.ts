import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { RawCapture } from '../../../shared/evidence/raw-capture.ts';
import { redactText } from '../../../shared/evidence/redact/redact-capture.ts';
import type { RedactChoice, RedactedClass } from '../../../shared/evidence/redact/redaction-rule.ts';
import { Redactor } from '../../../shared/evidence/redact/redactor.ts';
import { redactFile } from './redact-file.ts';
import type { TokenBookFile } from './token-book-file.ts';

/** A file as it is given to the engine in the place of another. */
export interface RedactedCopy {
  readonly path: string;
  readonly provenance: RawCapture | null;
}

/** One redaction: learns from all files first, so that a name is hidden also where it stands before it was announced. */
export interface RedactedInputs {
  learn(files: readonly { readonly path: string; readonly provenance: RawCapture | null }[]): Promise<void>;
  copy(file: { readonly path: string; readonly provenance: RawCapture | null }): Promise<RedactedCopy>;
  /** A name, a path, a note. */
  readonly text: (text: string) => string;
  /** Places in which something was replaced, by what it was. */
  readonly counts: ReadonlyMap<RedactedClass, number>;
}

/** Lends a private folder for redacted copies; the folder goes afterwards. */
export async function withRedaction<Result>(books: TokenBookFile, choices: readonly RedactChoice[], use: (inputs: RedactedInputs) => Promise<Result>): Promise<Result> {
  return books.use(async (book) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'borescope-redacted-'));
    const redactor = new Redactor(book, new Set(choices));
    const counts = new Map<RedactedClass, number>();
    try {
      return await use({
        counts,
        text: (text) => redactText(redactor, text),
        learn: async (files) => {
          for (const { path: file, provenance } of files) {
            if (provenance !== null) redactedProvenance(redactor, provenance, { bytes: 0, sha256: '' });
            // What cannot be read is said when it is copied.
            await redactFile(redactor, file, { write: () => Promise.resolve(), changed: () => undefined }).catch(() => undefined);
          }
        },
        copy: async (file) => copyRedacted(redactor, folder, file, counts),
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

async function copyRedacted(redactor: Redactor, folder: string, { path: file, provenance }: RedactedCopy, counts: Map<RedactedClass, number>): Promise<RedactedCopy> {
  const copy = path.join(folder, randomUUID());
  const hash = createHash('sha256');
  let bytes = 0;
  const out = await open(copy, 'wx', 0o600);
  try {
    await redactFile(redactor, file, {
      write: async (chunk) => {
        hash.update(chunk);
        bytes += chunk.length;
        await out.writeFile(chunk);
      },
      changed: ({ replacements }) => {
        for (const { class: of } of replacements) counts.set(of, (counts.get(of) ?? 0) + 1);
      },
    });
  } finally {
    await out.close();
  }
  return { path: copy, provenance: provenance === null ? null : redactedProvenance(redactor, provenance, { bytes, sha256: hash.digest('hex') }) };
}

/** The hash is that of the redacted bytes: with the hash of the whole and all but a password, the password could be tried out. */
function redactedProvenance(redactor: Redactor, capture: RawCapture, stdout: RawCapture['stdout']): RawCapture {
  const hide = (text: string): string => redactText(redactor, text);
  const { completeness, archive } = capture;
  return {
    ...capture,
    name: hide(capture.name),
    target: capture.target === null ? null : hide(capture.target),
    argv: redactedArgv(redactor, capture.argv),
    completeness: completeness.status === 'partial' ? { ...completeness, detail: hide(completeness.detail) } : completeness,
    ...(archive === undefined ? {} : { archive: { name: hide(archive.name), sha256: '', member: hide(archive.member) } }),
    stdout,
    stderr: { bytes: 0, sha256: '' },
  };
}

/** Together, since a flag announces what the next argument is; one by one where a value would swallow its neighbours. */
function redactedArgv(redactor: Redactor, argv: readonly string[]): readonly string[] {
  const together = redactText(redactor, argv.join('\t')).split('\t');
  return together.length === argv.length ? together : argv.map((argument) => redactText(redactor, argument));
}
