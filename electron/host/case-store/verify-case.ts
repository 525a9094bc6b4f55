import { createHash } from 'node:crypto';
import { lstat, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { CaptureId } from '../../../shared/base/ids.ts';
import type { CaseManifest } from '../../../shared/evidence/case-manifest.ts';
import type { RawCapture, StoredStream } from '../../../shared/evidence/raw-capture.ts';
import type { VerifyReport, VerifyRow } from '../../../shared/host-api/views.ts';
import { CAPTURE_FILE_NAMES, captureFiles, evidencePath, isCaptureId } from './case-layout.ts';
import { readCapture, readCaptureStart } from './capture-file.ts';
import { hashFile } from './hash-file.ts';
import { readManifest } from './manifest-file.ts';

/** Reads every byte of evidence again and compares with the recorded hashes. Changes nothing on disk. */
export async function verifyCase(folder: string): Promise<VerifyReport> {
  const manifest = await readManifest(folder);
  const rows: VerifyRow[] = [];
  for (const id of manifest.captures) rows.push(await verifyCapture(folder, id, manifest));
  rows.push(...(await extras(folder, manifest)));
  const sound = (row: VerifyRow): boolean => row.state === 'intact' || row.state === 'partial';
  return { path: folder, of: 'case', intact: rows.every(sound), rows };
}

async function verifyCapture(folder: string, id: CaptureId, manifest: CaseManifest): Promise<VerifyRow> {
  const files = captureFiles(folder, id);
  const capture = await readCapture(files.capture);
  if (capture === null || capture.id !== id) {
    const there = await lstat(files.capture).catch(() => null);
    return { capture: id, name: id, state: there === null ? 'missing' : 'changed', detail: 'capture.json' };
  }
  const row = (state: VerifyRow['state'], detail: string): VerifyRow => ({ capture: id, name: capture.name, state, detail });
  const recorded = manifest.provenance?.[id];
  if (recorded !== undefined && createHash('sha256').update(await readFile(files.capture)).digest('hex') !== recorded) return row('changed', 'capture.json');
  for (const [name, file, stored] of [['stdout.bin', files.stdout, capture.stdout], ['stderr.bin', files.stderr, capture.stderr]] as const) {
    const found = await hashFile(file);
    if (found === null) return row('missing', name);
    if (found.sha256 !== stored.sha256 || found.bytes !== stored.bytes) return row('changed', difference(name, stored, found));
  }
  return partialOrIntact(capture, row);
}

function difference(name: string, stored: StoredStream, found: StoredStream): string {
  const sizes = stored.bytes === found.bytes ? `${found.bytes} B` : `${stored.bytes} B → ${found.bytes} B`;
  return `${name}: ${sizes}, sha256 ${stored.sha256.slice(0, 12)}… → ${found.sha256.slice(0, 12)}…`;
}

function partialOrIntact(capture: RawCapture, row: (state: VerifyRow['state'], detail: string) => VerifyRow): VerifyRow {
  const { completeness } = capture;
  return completeness.status === 'partial' ? row('partial', `${completeness.reason}${completeness.detail ? `: ${completeness.detail}` : ''}`) : row('intact', '');
}

/** Files in `evidence/` that no capture of the manifest accounts for. */
async function extras(folder: string, manifest: CaseManifest): Promise<readonly VerifyRow[]> {
  const known = new Set<string>(manifest.captures);
  const rows: VerifyRow[] = [];
  const root = evidencePath(folder);
  for (const entry of await readdir(root, { withFileTypes: true }).catch(() => [])) {
    if (!entry.isDirectory() || !isCaptureId(entry.name)) {
      rows.push({ capture: '', name: entry.name, state: 'extra', detail: `evidence/${entry.name}` });
    } else if (known.has(entry.name)) {
      const names = await readdir(path.join(root, entry.name));
      for (const name of names.filter((name) => !CAPTURE_FILE_NAMES.has(name))) rows.push({ capture: entry.name, name, state: 'extra', detail: `evidence/${entry.name}/${name}` });
    } else {
      const start = await readCaptureStart(captureFiles(folder, entry.name).pending);
      rows.push({ capture: entry.name, name: start?.name ?? entry.name, state: start === null ? 'extra' : 'partial', detail: start === null ? `evidence/${entry.name}` : 'interrupted-write' });
    }
  }
  return rows;
}
