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
import { readBundleFaults } from '../case-store/bundle-faults-file.ts';
import { readLeftOut } from '../case-store/left-out-file.ts';
import { verifyCase } from '../case-store/verify-case.ts';
import { hostError } from '../host-errors.ts';
import { countsOf } from '../redaction/preview-redaction.ts';
import { withRedaction, type RedactedInputs } from '../redaction/redacted-inputs.ts';
import type { Area, HandlersOf, HostContext } from './host-context.ts';

/** What a window can be handed whole; larger bundles go straight to a file. */
const LARGEST_IN_HAND = 512 * 1024 * 1024;

type Written = Omit<BuiltBundle, 'bytes'>;

export function bundleHandlers(host: HostContext): HandlersOf<Area<'bundle'>> {
  const write = async (folder: string, out: string, redact: readonly RedactChoice[] | undefined): Promise<Written> => {
    await checkSound(folder);
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

/** A new seal must not make good what was changed before. */
async function checkSound(folder: string): Promise<void> {
  if ((await readBundleFaults(folder)).length > 0) throw hostError('refused', 'error.bundle-changed', { path: folder }, { next: message('next.bundle-again') });
  const changed = (await verifyCase(folder)).rows.find(({ state }) => state === 'changed' || state === 'missing');
  if (changed !== undefined) throw hostError('refused', 'error.evidence-changed', { name: changed.name, path: folder }, { next: message('next.verify'), details: changed.detail });
}

function fileNameOf(name: string): string {
  return `${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, '') || 'case'}${BUNDLE_EXTENSION}`;
}
