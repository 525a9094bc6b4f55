import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { memberPath } from '../../../shared/evidence/left-out.ts';
import type { ArchiveOrigin } from '../../../shared/evidence/raw-capture.ts';
import type { ArchiveType } from '../archives/archive-type.ts';
import { walkArchive, type MemberWriter } from '../archives/walk-archive.ts';
import { storageError } from '../host-errors.ts';
import { unpackingPath } from './case-layout.ts';
import type { EvidenceWriter } from './evidence-writer.ts';
import { hashFile } from './hash-file.ts';
import { InOrder } from './in-order.ts';
import type { ImportRun } from './import-run.ts';
import type { OpenCase } from './open-case.ts';

/** Members whose bytes are on their way to the disk while the next one is unpacked. */
const AT_ONCE = 8;

/** Every file of an archive as a capture of its own, and what was refused as left out. `name` is what the archive is called. */
export async function importArchive(target: OpenCase, run: ImportRun, file: string, name: string, type: ArchiveType): Promise<void> {
  const found = await hashFile(file);
  const sha256 = found?.sha256 ?? '';
  const unpacking = unpackingPath(target.path);
  await mkdir(unpacking, { recursive: true }).catch((error: unknown) => Promise.reject(storageError(error, unpacking)));
  const finishing = new InOrder(AT_ONCE);
  try {
    await walkArchive(file, path.posix.basename(name), type, {
      scratchFile: () => path.join(unpacking, randomUUID()),
      leaveOut: (member, reason, detail) => run.leaveOut({ source: name, member, reason, detail }),
      begin: async (member) => memberWriter(target, run, { name, sha256, member }, finishing),
    });
  } finally {
    await finishing.all();
  }
}

async function memberWriter(target: OpenCase, run: ImportRun, archive: ArchiveOrigin, finishing: InOrder): Promise<MemberWriter> {
  const startedAt = new Date().toISOString();
  const writer = await target.begin({ kind: null, name: memberPath(archive.name, archive.member), transport: 'imported-file', target: null, pid: null, alternative: null, argv: [], startedAt, series: null, round: 1, archive });
  return {
    write: async (chunk) => {
      writer.stdout(chunk);
      const failure = writer.failure();
      if (failure) throw storageError(failure, target.path);
    },
    finish: (isCut) => finishing.start(finish(writer, isCut), (capture) => run.enter(capture)),
    discard: () => writer.discard(),
  };
}

async function finish(writer: EvidenceWriter, isCut: boolean): ReturnType<EvidenceWriter['finish']> {
  const completeness = isCut ? ({ status: 'partial', reason: 'archive-cut', detail: '' } as const) : ({ status: 'complete' } as const);
  return writer.finish({ endedAt: new Date().toISOString(), exitStatus: null, endMarkerSeen: false, completeness });
}
