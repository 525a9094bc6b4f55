import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CaptureId } from '../base/ids.ts';
import { createEngine } from './create-engine.ts';
import { firstLook } from './first-look.ts';

const dump = readFileSync(path.resolve(import.meta.dirname, '../artifacts/thread-dump/fixtures/openjdk17--convoy-jcmd-l.txt'));
const INPUT = { id: 'c' as CaptureId, name: 'c.txt', kind: null, takenAt: null };

function findingsOf(bytes: Uint8Array): readonly unknown[] {
  const engine = createEngine();
  const ingest = engine.ingest(INPUT);
  ingest.push(bytes);
  ingest.finish();
  return engine.findings([INPUT.id]);
}

describe('the first look at a long capture', () => {
  it('[ENG-50] tells what its whole artifacts say, wherever the next one is cut', () => {
    const two = Buffer.concat([dump, dump]);
    expect(findingsOf(two).length).toBeGreaterThan(0);
    for (const cut of [300, dump.length / 2, dump.length - 10]) expect(firstLook(Buffer.concat([two, dump.subarray(0, cut)]), INPUT)).toEqual(findingsOf(two));
  });

  it('[ENG-50] says nothing where none is sure to be whole', () => {
    for (const bytes of [new Uint8Array(0), Buffer.from('no dump at all\n'), dump.subarray(0, dump.length / 2), dump]) {
      expect(firstLook(bytes, INPUT)).toEqual([]);
    }
  });
});
