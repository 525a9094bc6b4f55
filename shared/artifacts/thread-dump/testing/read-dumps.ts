import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ArtifactId } from '../../../base/ids.ts';
import type { ParsedArtifact } from '../../../base/parsed.ts';
import type { LoadedArtifact } from '../../loaded-artifact.ts';
import type { ThreadDump } from '../model.ts';
import { ThreadDumpParser } from '../parse.ts';

export function readBytes(bytes: Uint8Array, chunkBytes = bytes.length + 1): readonly ParsedArtifact<ThreadDump>[] {
  const parser = new ThreadDumpParser();
  for (let at = 0; at < bytes.length; at += chunkBytes) parser.push(bytes.subarray(at, at + chunkBytes));
  return parser.finish();
}

export function readText(text: string, chunkBytes?: number): readonly ParsedArtifact<ThreadDump>[] {
  return readBytes(new TextEncoder().encode(text), chunkBytes);
}

export function fixtureBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(import.meta.dirname, '../fixtures', `${name}.txt`)));
}

export function loaded(artifacts: readonly ParsedArtifact<ThreadDump>[]): LoadedArtifact<ThreadDump>[] {
  return artifacts.map((parsed, index) => ({ id: `a${index + 1}` as ArtifactId, parsed }));
}

/** The first artifact; a test that finds none fails here. */
export function only(artifacts: readonly ParsedArtifact<ThreadDump>[]): ParsedArtifact<ThreadDump> {
  const [first, ...more] = artifacts;
  if (first === undefined || more.length > 0) throw new Error(`expected one dump, found ${artifacts.length}`);
  return first;
}
