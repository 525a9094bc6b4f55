import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ArtifactId, CaptureId } from '../../base/ids.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { createEngine } from '../../engine/create-engine.ts';
import type { ArtifactKind } from '../artifact-kind.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';

/** A real capture beside a kind. */
export interface Fixture {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Path of the golden. */
  readonly golden: string;
}

export const ARTIFACTS_FOLDER = path.resolve(import.meta.dirname, '..');

export function fixturesOf(kind: string): readonly Fixture[] {
  const folder = path.join(ARTIFACTS_FOLDER, kind, 'fixtures');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : [];
  return names.map((name) => ({ name, bytes: readFileSync(path.join(folder, name)), golden: path.join(folder, name.replace(/\.txt$/, '.expected.json')) }));
}

/** The artifacts a parser finds when the bytes come in chunks of this size; the chunk's memory is used again, as hosts do. */
export function parseInChunks(kind: ArtifactKind<unknown>, bytes: Uint8Array, chunkBytes: number): readonly LoadedArtifact<unknown>[] {
  const parser = kind.createParser(null);
  const chunk = new Uint8Array(Math.min(chunkBytes, bytes.length));
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const piece = bytes.subarray(at, at + chunkBytes);
    chunk.set(piece);
    parser.push(chunk.subarray(0, piece.length));
    chunk.fill(35);
  }
  return parser.finish().map((parsed, i) => ({ id: `fixture.${i + 1}` as ArtifactId, parsed }));
}

/** `artifacts` of `borescope.analysis/1` for one capture, read as a host reads it. */
export function analyze(kind: ArtifactKind<unknown>, bytes: Uint8Array): { readonly analysis: JsonObject; readonly encoding: string } {
  const engine = createEngine([kind]);
  const id = 'fixture' as CaptureId;
  const ingest = engine.ingest({ id, name: 'fixture.txt', kind: kind.id, takenAt: null });
  ingest.push(bytes);
  const { encoding } = ingest.finish();
  return { analysis: engine.analysis([id], 'en'), encoding };
}

const ITEMS_KEPT = 40;

/** Keeps goldens readable: a long list is kept by its length, its ends and a checksum of the whole. */
export function shortened(value: Json): Json {
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    if (items.length <= ITEMS_KEPT) return items.map(shortened);
    return { items: items.length, checksum: checksum(JSON.stringify(items)), first: items.slice(0, 8).map(shortened), last: items.slice(-2).map(shortened) };
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner)]));
}

/** FNV-1a, 32 bits. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
