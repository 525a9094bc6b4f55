import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { message } from '../../../shared/base/message.ts';
import { BUNDLE_EXTENSION } from '../../../shared/evidence/bundle.ts';
import type { RedactChoice } from '../../../shared/evidence/redact/redaction-rule.ts';
import type { BuiltBundle } from '../../../shared/host-api/views.ts';
import { withCaseOf } from '../bundle/bundle-paths.ts';
import { collectCase } from '../bundle/collect-case.ts';
import { writeBundle } from '../bundle/write-bundle.ts';
import { readLeftOut } from '../case-store/left-out-file.ts';
import { hostError } from '../host-errors.ts';
import { countsOf } from '../redaction/preview-redaction.ts';
import { withRedaction, type RedactedInputs } from '../redaction/redacted-inputs.ts';
import type { Area, HandlersOf, HostContext } from './host-context.ts';

/** What a window can be handed whole; larger bundles go straight to a file. */
const LARGEST_IN_HAND = 512 * 1024 * 1024;

type Written = Omit<BuiltBundle, 'bytes'>;

export function bundleHandlers(host: HostContext): HandlersOf<Area<'bundle'>> {
  const write = async (folder: string, out: string, redact: readonly RedactChoice[] | undefined): Promise<Written> => {
    const pack = async (redaction: RedactedInputs | null): Promise<Written> => {
      const { name, captures, members } = await collectCase(folder, redaction);
      const written = await writeBundle(out, members, { writtenBy: host.version, redacted: redact ?? null });
      const hide = (text: string): string => (redaction === null ? text : redaction.text(text));
      const leftOut = (await readLeftOut(folder)).map((row) => ({ ...row, source: hide(row.source), member: hide(row.member), detail: hide(row.detail) }));
      return { fileName: fileNameOf(name), captures, ...written, redacted: redaction === null ? null : countsOf(redaction.counts), leftOut };
    };
    return redact === undefined ? pack(null) : withRedaction(host.tokenBooks, redact, pack);
  };
  return {
    'bundle.write': async ({ paths, out, redact }) => withCaseOf(paths, host.version, async (folder) => write(folder, path.resolve(out), redact)),
    'bundle.ofCase': async ({ caseId, redact }) => {
      const target = await host.cases.get(caseId);
      const folder = await mkdtemp(path.join(os.tmpdir(), 'borescope-bundle-'));
      try {
        const out = path.join(folder, 'bundle');
        const written = await write(target.path, out, redact);
        if (written.sizeBytes > LARGEST_IN_HAND) throw hostError('bad-input', 'error.bundle-too-large', { size: written.sizeBytes, limit: LARGEST_IN_HAND }, { next: message('next.export-by-command', { path: target.path }) });
        return { ...written, bytes: await readFile(out) };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

function fileNameOf(name: string): string {
  return `${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, '') || 'case'}${BUNDLE_EXTENSION}`;
}
