import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptureId } from '../base/ids.ts';
import { createEngine } from './create-engine.ts';
import type { CaptureReading, LineIndex } from './engine.ts';
import { guessEncoding } from './guess-encoding.ts';
import { LineIndexBuilder } from './line-index-builder.ts';
import { ENGINE_MESSAGES } from './messages.ts';
import { createLineEndNormalizer } from './normalize-line-ends.ts';

const HISTOGRAM = ' num     #instances         #bytes  class name\n----------------------------------------------\n   1:  10  800  [B\n   2:  3  72  com.acme.Foo\nTotal  13  872\n';
const id = 'c1' as CaptureId;

function read(bytes: Uint8Array, kind: string | null = null, chunkBytes = 1 << 20): { readonly reading: CaptureReading; readonly lines: LineIndex } {
  const engine = createEngine();
  const ingest = engine.ingest({ id, name: 'file', kind, takenAt: null });
  for (let at = 0; at < bytes.length; at += chunkBytes) ingest.push(bytes.slice(at, at + chunkBytes));
  return { reading: ingest.finish(), lines: engine.lineIndex(id) };
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe('what a capture is', () => {
  it.each([
    ['empty', new Uint8Array(0)],
    ['whitespace', bytesOf(' \r\n\t\n')],
    ['jpeg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3)],
    ['elf', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2)],
    ['pdf', bytesOf('%PDF-1.7\n')],
    ['hprof', bytesOf('JAVA PROFILE 1.0.2\0')],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8)],
    ['zip', Uint8Array.of(0x50, 0x4b, 3, 4)],
    ['png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)],
    ['binary', Uint8Array.from({ length: 5000 }, (_, i) => (i * 37) % 256)],
    ['unknown-text', bytesOf('just\nsome\nlog\n')],
    ['text-log', bytesOf('2026-11-21 10:00:00 INFO start\n2026-11-21 10:00:01 INFO end\n')],
    ['text-log', bytesOf('Nov 21 10:00:00 web-1 kernel: up\n')],
    ['text-gc-log', bytesOf('[0.005s][info][gc] Using G1\n')],
    ['text-hs-err', bytesOf('#\n# A fatal error has been detected by the Java Runtime Environment:\n#\n')],
    ['text-stack-traces', bytesOf('ERROR failed\njava.lang.IllegalStateException: closed\n\tat com.acme.Shop.run(Shop.java:7)\n')],
    ['text-markup', bytesOf('<?xml version="1.0"?>\n<server/>\n')],
    ['text-json', bytesOf('{"a": 1}\n')],
    ['text-script', bytesOf('#!/bin/sh\nexit 0\n')],
    ['text-settings', bytesOf('# shop\nshop.name=demo\nshop.size=3\n')],
  ])('[ENG-06] names %s as what it is', (code, bytes) => {
    const { reading } = read(bytes);
    expect(reading.artifacts).toEqual([]);
    expect(reading.unrecognised?.code).toBe(code);
    expect(ENGINE_MESSAGES.en).toHaveProperty([`unrecognised.${code}`]);
    expect(ENGINE_MESSAGES.ko).toHaveProperty([`unrecognised.${code}`]);
  });

  it('[ENG-06] says so when the kind asked for does not exist', () => {
    expect(read(bytesOf(HISTOGRAM), 'no-such-kind').reading.unrecognised?.code).toBe('unknown-kind');
    expect(read(bytesOf(HISTOGRAM), 'heap-histogram').reading.artifacts).toEqual(['c1.1']);
  });

  it('[ENG-07] finds what is sought after the head, in text that no kind claims', () => {
    const { reading } = read(bytesOf('a log line\n'.repeat(20_000) + HISTOGRAM));
    expect(reading.artifacts).toEqual(['c1.1']);
    expect(reading).toMatchObject({ lines: 20_005, encoding: 'utf-8', unrecognised: null });
  });

  it('[ENG-31] counts the lines that are part of no artifact', () => {
    expect(read(bytesOf(`${'log\n'.repeat(7)}${HISTOGRAM}${'log\n'.repeat(3)}`)).reading).toMatchObject({ lines: 15, linesOutside: 10 });
    expect(read(bytesOf('just\nsome\nlog\n')).reading.linesOutside).toBe(3);
  });

  it('[ENG-07] reads several kinds from one capture, in the order of their lines', () => {
    const dump = '2026-11-20 11:40:02\nFull thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):\n\n"main" #1 prio=5 os_prio=0 cpu=1.00ms elapsed=1.00s tid=0x00007f0001 nid=0x1 runnable  [0x00007f]\n   java.lang.Thread.State: RUNNABLE\n\tat Main.main(Main.java:3)\n\nJNI global refs: 5, weak refs: 0\n\n';
    const engine = createEngine();
    const ingest = engine.ingest({ id, name: 'log', kind: null, takenAt: null });
    ingest.push(bytesOf(dump + HISTOGRAM));
    ingest.finish();
    expect(engine.artifacts([id]).map(({ id, kind, span }) => [id, kind, span.first > 8])).toEqual([
      ['c1.1', 'thread-dump', false],
      ['c1.2', 'heap-histogram', true],
    ]);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'euc-kr', 'latin1'])('[ENG-08] guesses %s', (encoding) => {
    // "한글 로그" in EUC-KR; "Größe" in Latin-1.
    const samples: Record<string, Uint8Array> = {
      'utf-8': bytesOf('한글 로그\n'),
      'utf-16le': Uint8Array.from(Array.from('plain text').flatMap((character) => [character.charCodeAt(0), 0])),
      'utf-16be': Uint8Array.from(Array.from('plain text').flatMap((character) => [0, character.charCodeAt(0)])),
      'euc-kr': Uint8Array.of(0xc7, 0xd1, 0xb1, 0xdb, 0x20, 0xb7, 0xce, 0xb1, 0xd7),
      latin1: Uint8Array.of(0x47, 0x72, 0xf6, 0xdf, 0x65),
    };
    expect(guessEncoding(samples[encoding]!)).toEqual({ encoding, bomBytes: 0 });
  });

  it('[ENG-08] reads class names of EUC-KR captures', () => {
    const [before, after] = HISTOGRAM.split('Foo');
    const bytes = Uint8Array.of(...bytesOf(before!), 0xc7, 0xd1, 0xb1, 0xdb, ...bytesOf(after!));
    const engine = createEngine();
    const ingest = engine.ingest({ id, name: 'f', kind: null, takenAt: null });
    ingest.push(bytes);
    expect(ingest.finish().encoding).toBe('euc-kr');
    expect(JSON.stringify(engine.analysis([id], 'en'))).toContain('com.acme.한글');
  });
});

describe('lines of a capture', () => {
  /** The rule itself, slowly: LF with any CRs before it, or a CR that no LF follows. */
  const linesByRule = (text: string): readonly string[] => text.match(/[^\r\n]*(?:\r*\n|\r(?!\r*\n)|$)/g)?.filter((line) => line !== '') ?? [];
  const text = fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', '\r', '\t', '\0'), { maxLength: 40 }).map((parts) => parts.join(''));
  const indexed = (bytes: Uint8Array, chunkBytes: number, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): LineIndex => {
    const builder = new LineIndexBuilder(encoding);
    for (let at = 0; at < bytes.length; at += chunkBytes) builder.push(bytes.subarray(at, at + chunkBytes));
    return builder.finish();
  };

  it('[ENG-09] counts lines by one rule, however the bytes are chunked, in one and two bytes a character', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 7 }), (text, chunkBytes) => {
        const lines = linesByRule(text).length;
        expect(indexed(bytesOf(text), chunkBytes, 'utf-8').lines).toBe(lines);
        const wide = Uint8Array.from(Array.from(text).flatMap((character) => [character.charCodeAt(0), 0]));
        expect(indexed(wide, chunkBytes, 'utf-16le').lines).toBe(lines);
        expect(indexed(wide.map((_, i) => wide[i ^ 1] ?? 0), chunkBytes, 'utf-16be').lines).toBe(lines);
      }),
    );
  });

  it('[ENG-09] remembers where every 256th line starts', () => {
    const line = 'some text\r\n';
    const { lines, offsets, stride } = indexed(bytesOf(line.repeat(100_000)), 65_536, 'utf-8');
    expect({ lines, stride }).toEqual({ lines: 100_000, stride: 256 });
    expect(offsets).toHaveLength(391);
    expect(offsets.every((offset, i) => offset === i * 256 * line.length)).toBe(true);
  });

  it('[ENG-10] gives kinds the same lines that the index counts', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 7 }), (text, chunkBytes) => {
        const normalizer = createLineEndNormalizer();
        const bytes = bytesOf(text);
        let normalized = '';
        for (let at = 0; at < bytes.length; at += chunkBytes) normalized += new TextDecoder().decode(normalizer.push(bytes.slice(at, at + chunkBytes)));
        normalized += new TextDecoder().decode(normalizer.finish());
        expect(normalized).toBe(linesByRule(text).map((line) => line.replace(/^([^\r\n]*)\r$/, '$1\n')).join(''));
      }),
    );
  });
});
