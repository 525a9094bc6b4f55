import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { BundledFile, BundleFault, BundleManifest } from '../../../shared/evidence/bundle.ts';
import type { ArchiveEntry } from '../archives/archive-entry.ts';
import { Refusal } from '../archives/refusal.ts';
import { zipEntries } from '../archives/zip-entries.ts';
import { isBundlePath, MANIFEST } from './bundle-layout.ts';
import { isSealIntact } from './bundle-seal.ts';

const OUR_FORMAT = 1;
const LONGEST_MANIFEST = 64 * 1024 * 1024;

const bundledFile = z.object({ path: z.string(), bytes: z.number().int().min(0), sha256: z.string() });
const schema = z.object({ format: z.literal('borescope-bundle'), formatVersion: z.number().int(), writtenBy: z.string(), redacted: z.array(z.string()).nullable().catch(null), files: z.array(bundledFile) });

/** A bundle checked against what its manifest states. */
export interface BundleReading {
  /** Null when it is missing or cannot be read; then nothing can be compared. */
  readonly manifest: BundleManifest | null;
  /** Everything that is not as it was packed; empty for an intact bundle. */
  readonly faults: readonly BundleFault[];
}

/** Receives the bytes of a member, `null` at its end. */
export type TakeMember = (path: string) => Promise<(chunk: Uint8Array | null) => Promise<void>>;

/** Reads a bundle to its end, whatever is wrong with it. `take` gets members that belong to bundles and are stated, as they are. */
export async function readBundle(file: string, take: TakeMember): Promise<BundleReading> {
  const reader = new BundleReader(take);
  if (!(await isSealIntact(file))) reader.fault('', 'changed', 'seal');
  try {
    for await (const entry of zipEntries(file)) await reader.entry(entry);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    reader.fault('', 'changed', error.detail);
  }
  return reader.finish();
}

class BundleReader {
  readonly #take: TakeMember;
  readonly #faults: BundleFault[] = [];
  readonly #seen = new Set<string>();
  #stated = new Map<string, BundledFile>();
  #manifest: BundleManifest | null = null;

  constructor(take: TakeMember) {
    this.#take = take;
  }

  fault(path: string, state: BundleFault['state'], detail = ''): void {
    this.#faults.push({ path, state, detail });
  }

  async entry(entry: ArchiveEntry): Promise<void> {
    const path = entry.name;
    if (entry.refusal !== null || this.#seen.has(path)) return this.fault(path, 'extra', entry.refusal?.reason ?? 'duplicate-name');
    this.#seen.add(path);
    if (path === MANIFEST) return this.#readManifest(entry);
    const stated = this.#stated.get(path);
    if (!isBundlePath(path) || (this.#manifest !== null && stated === undefined)) return this.fault(path, 'extra');
    return this.#readMember(entry, stated);
  }

  finish(): BundleReading {
    for (const path of this.#manifest === null ? [MANIFEST] : this.#stated.keys()) if (!this.#seen.has(path)) this.fault(path, 'missing');
    return { manifest: this.#manifest, faults: this.#faults };
  }

  async #readManifest(entry: ArchiveEntry): Promise<void> {
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    const problem = await readOut(entry, async (chunk) => {
      bytes += chunk.length;
      if (bytes > LONGEST_MANIFEST) throw new Refusal('size-lies', `> ${LONGEST_MANIFEST}`);
      chunks.push(chunk);
    });
    const checked = problem === null ? schema.safeParse(parsed(Buffer.concat(chunks).toString('utf8'))) : null;
    if (checked?.success !== true) return this.fault(MANIFEST, problem === null ? 'changed' : 'damaged', problem?.reason ?? '');
    this.#manifest = checked.data;
    this.#stated = new Map(checked.data.files.map((file) => [file.path, file]));
    return checked.data.formatVersion > OUR_FORMAT ? this.fault(MANIFEST, 'newer', String(checked.data.formatVersion)) : undefined;
  }

  async #readMember(entry: ArchiveEntry, stated: BundledFile | undefined): Promise<void> {
    const hash = createHash('sha256');
    let bytes = 0;
    const write = await this.#take(entry.name);
    const problem = await readOut(entry, async (chunk) => {
      hash.update(chunk);
      bytes += chunk.length;
      await write(chunk);
    });
    await write(null);
    const sha256 = hash.digest('hex');
    if (stated === undefined) return this.fault(entry.name, 'changed', MANIFEST);
    if (problem !== null) return bytes < stated.bytes ? this.fault(entry.name, 'damaged', `${problem.reason}: ${bytes} / ${stated.bytes} B`) : this.fault(entry.name, 'changed', problem.reason);
    return sha256 === stated.sha256 && bytes === stated.bytes ? undefined : this.fault(entry.name, 'changed', `sha256 ${stated.sha256.slice(0, 12)}… → ${sha256.slice(0, 12)}…`);
  }
}

/** Gives the bytes to `use`; the Refusal that ended them early, or null. */
async function readOut(entry: ArchiveEntry, use: (chunk: Uint8Array) => Promise<void>): Promise<Refusal | null> {
  try {
    for await (const chunk of entry.bytes()) await use(chunk);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
