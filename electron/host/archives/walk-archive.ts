import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { memberPath, type LeftOutReason } from '../../../shared/evidence/left-out.ts';
import { ArchiveBudget, DEPTH_LIMIT } from './archive-budget.ts';
import type { ArchiveEntry, Bytes } from './archive-entry.ts';
import { archiveTypeOf, HEAD_BYTES, type ArchiveType } from './archive-type.ts';
import { gunzip } from './gunzip.ts';
import { cleanMemberName } from './member-name.ts';
import { peek } from './peek.ts';
import { Refusal } from './refusal.ts';
import { tarEntries } from './tar-entries.ts';
import { unxz } from './unxz.ts';
import { zipEntries } from './zip-entries.ts';

/** Takes one member; called by the walk in this order: writes, then finish or discard. */
export interface MemberWriter {
  write(chunk: Uint8Array): Promise<void>;
  /** `isCut`: the archive ended within the member. */
  finish(isCut: boolean): Promise<void>;
  discard(): Promise<void>;
}

/** Where the members of an archive go, one after the other. */
export interface MemberSink {
  begin(member: string): Promise<MemberWriter>;
  leaveOut(member: string, reason: LeftOutReason, detail: string): void;
  /** Path of a private file that does not exist yet. The walk removes what it writes there. */
  scratchFile(): string;
}

/** An archive that is being looked into: the first one, or one inside it. */
interface Layer {
  /** Empty for the first. */
  readonly name: string;
  readonly depth: number;
}

/** Gives every readable file of an archive, and of the archives inside it, to `sink`, and tells it what was refused. Rejects only when the disk or the sink fails. */
export async function walkArchive(file: string, name: string, type: ArchiveType, sink: MemberSink): Promise<void> {
  const walk = new Walk(sink, new ArchiveBudget((await stat(file)).size));
  const first: Layer = { name: '', depth: 1 };
  try {
    await (type === 'zip' ? walk.zip(file, first) : walk.stream(type, createReadStream(file), name, first));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sink.leaveOut('', error.reason, error.detail);
  }
}

class Walk {
  readonly #sink: MemberSink;
  readonly #budget: ArchiveBudget;
  #isInXz = false;
  /** Of xz one is unpacked at a time, so that those inside another wait in files. */
  readonly #putOff: { readonly file: string; readonly name: string; readonly layer: Layer }[] = [];

  constructor(sink: MemberSink, budget: ArchiveBudget) {
    this.#sink = sink;
    this.#budget = budget;
  }

  /** Each member stands for itself: what follows a refused one is read. */
  async zip(file: string, layer: Layer): Promise<void> {
    const names = new Set<string>();
    for await (const entry of zipEntries(file)) await this.#entry(entry, layer, names, true);
  }

  async stream(type: Exclude<ArchiveType, 'zip'>, source: Bytes, name: string, layer: Layer): Promise<void> {
    if (type === 'tar') return this.#tar(source, layer);
    if (type === 'gzip') return this.#packed(gunzip(source), name, layer);
    if (this.#isInXz) return void this.#putOff.push({ file: await this.#spool(source), name, layer });
    this.#isInXz = true;
    try {
      await this.#packed(unxz(source), name, layer);
    } finally {
      this.#isInXz = false;
      await this.#takePutOff();
    }
    return undefined;
  }

  /** One file, or a tar, that was packed as a stream. */
  async #packed(unpacked: Bytes, name: string, layer: Layer): Promise<void> {
    const { head, whole, close } = await peek(unpacked, HEAD_BYTES);
    try {
      if (archiveTypeOf(head, '') === 'tar') return await this.#tar(whole, layer);
      const inner = /([^/]*?)(?:\.[gx]z)?$/i.exec(name)?.[1] || 'unpacked';
      return await this.#entry({ name: inner, refusal: null, bytes: () => whole }, layer, new Set(), true);
    } finally {
      await close();
    }
  }

  async #takePutOff(): Promise<void> {
    const all = this.#putOff.splice(0);
    try {
      for (const { file, name, layer } of all) await this.#looking(layer, () => this.stream('xz', createReadStream(file), name, layer));
    } finally {
      await Promise.all(all.map(async ({ file }) => rm(file, { force: true })));
    }
  }

  async #tar(source: Bytes, layer: Layer): Promise<void> {
    const names = new Set<string>();
    for await (const entry of tarEntries(source)) await this.#entry(entry, layer, names, false);
  }

  /** `standsAlone`: what is wrong with its bytes is not wrong with those of the next. */
  async #entry(entry: ArchiveEntry, layer: Layer, names: Set<string>, standsAlone: boolean): Promise<void> {
    this.#budget.entry();
    const clean = cleanMemberName(entry.name);
    const isFolder = /[/\\]$/.test(entry.name) && entry.refusal === null;
    if (isFolder && typeof clean === 'string') return;
    const member = layer.name === '' ? nameOr(clean, entry) : memberPath(layer.name, nameOr(clean, entry));
    const refusal = clean instanceof Refusal ? clean : (entry.refusal ?? (names.has(clean) ? new Refusal('duplicate-name') : null));
    if (typeof clean === 'string') names.add(clean);
    if (refusal !== null) {
      this.#sink.leaveOut(member, refusal.reason, refusal.detail);
      return;
    }
    try {
      await this.#take(member, entry.bytes(), layer.depth);
    } catch (error) {
      if (!(error instanceof Refusal) || error.endsAll) throw error;
      this.#sink.leaveOut(member, error.reason, error.detail);
      if (!standsAlone) throw new Refusal('rest', member);
    }
  }

  /** A member's bytes: kept, or looked into when they are an archive. */
  async #take(member: string, source: Bytes, depth: number): Promise<void> {
    const { head, whole, close } = await peek(source, HEAD_BYTES);
    const type = archiveTypeOf(head, member);
    if (type === null) return this.#keep(member, whole);
    const layer: Layer = { name: member, depth: depth + 1 };
    try {
      if (layer.depth > DEPTH_LIMIT) this.#sink.leaveOut(member, 'too-deep', String(DEPTH_LIMIT));
      else await this.#looking(layer, () => (type === 'zip' ? this.#innerZip(whole, layer) : this.stream(type, whole, member, layer)));
    } finally {
      await close();
    }
    return undefined;
  }

  /** What refuses an archive inside another is told with its name, and ends nothing else. */
  async #looking(layer: Layer, look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      if (!(error instanceof Refusal) || error.endsAll) throw error;
      this.#sink.leaveOut(layer.name, error.reason, error.detail);
    }
  }

  /** A zip's directory stands at its end, so that it needs a file. */
  async #innerZip(source: Bytes, layer: Layer): Promise<void> {
    const file = await this.#spool(source);
    try {
      await this.zip(file, layer);
    } finally {
      await rm(file, { force: true });
    }
  }

  async #spool(source: Bytes): Promise<string> {
    const file = this.#sink.scratchFile();
    try {
      await pipeline(source, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
      this.#budget.keep((await stat(file)).size);
      return file;
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
  }

  async #keep(member: string, source: Bytes): Promise<void> {
    const writer = await this.#sink.begin(member);
    let bytes = 0;
    try {
      for await (const chunk of source) {
        bytes += chunk.length;
        await writer.write(chunk);
      }
      this.#budget.keep(bytes);
    } catch (error) {
      if (error instanceof Refusal && error.reason === 'cut') {
        await writer.finish(true);
        throw error;
      }
      await writer.discard();
      this.#budget.throwAway(bytes);
      throw error;
    }
    await writer.finish(false);
  }
}

function nameOr(clean: string | Refusal, entry: ArchiveEntry): string {
  return typeof clean === 'string' ? clean : entry.name.slice(0, 200);
}
