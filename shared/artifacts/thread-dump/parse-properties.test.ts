import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ThreadDumpParser } from './parse.ts';
import { fixtureBytes, readBytes, readText } from './testing/read-dumps.ts';

const LINES = [
  'Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode):', '2026-11-21 12:09:49', '10223:', '',
  '"main" #1 prio=5 os_prio=0 cpu=1.33ms elapsed=2,50s tid=0x00007f nid=0x1a2b runnable  [0x00007f]', '"a', 'b" #2 prio=5 tid=0x1 nid=0x1 runnable', '"GC Thread#0" os_prio=0 tid=0x1 nid=1 runnable',
  '   java.lang.Thread.State: BLOCKED (on object monitor)', '   java.lang.Thread.State: NONSENSE', '\tat a.B.c(B.java:1)', '\tat a.B.d(B.java:2)', '  at a.B.e(Native Method)', '\tat ', '\tat x', '\tat java.lang.Object.wait(Native Method)',
  '\t- locked <0x1> (a X)', '\t- waiting to lock <0x2> (a X)', '\t- locked <0x2> (a X)', '\t- waiting on <0x1> (a X)', '\t- waiting on <no object reference available>', '\t- waiting to re-lock in wait() <0x1> (a X)',
  '\t- parking to wait for  <0x3> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)', '\t- eliminated <owner is scalar replaced> (a X)', '\t- waiting on the Class initialization monitor for A', '\tat A.<clinit>(A.java:1)', '\t- <0x3> (a X)', '\t- None', '\t- <',
  '   Locked ownable synchronizers:', '   Carrying virtual thread #3', '   Mounted virtual thread #3', '   No compile task', 'JNI global refs: 1, weak refs: 0', 'Threads class SMR info:', '_java_thread_list=0x1, length=1, elements={', '0x1', '}',
  'Found one Java-level deadlock:', '=============================', '"main":', '  waiting to lock monitor 0x5 (object 0x2, a X),', '  which is held by "b"', '  waiting for ownable synchronizer 0x3, (a Y),', 'Java stack information for the threads listed above:', 'Found 1 deadlock.',
  'Heap', ' PSYoungGen      total 1K', 'os_prio=31 tid=0x1 nid=1 runnable "x" #4 prio=5 tid=0x1 nid=2 runnable', 'java.lang.Exception: x', '" #1', '"" #1 prio=5', '-', '"',
];

const dumpLike = fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...LINES) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) }), { maxLength: 60 }).map((lines) => lines.map((line) => line.replace(/[\r\n]/g, ' ')));

describe('any bytes', () => {
  it('[TD-12] reads the same however the bytes are cut into chunks, and though buffers are reused', () => {
    fc.assert(
      fc.property(dumpLike, fc.integer({ min: 1, max: 40 }), (lines, chunkBytes) => {
        const bytes = new TextEncoder().encode(lines.join('\n'));
        expect(readBytes(bytes, chunkBytes)).toEqual(readBytes(bytes));
      }),
      { numRuns: 400 },
    );
  });

  it('[TD-12] reads CRLF as LF', () => {
    fc.assert(
      fc.property(dumpLike, fc.integer({ min: 1, max: 40 }), (lines, chunkBytes) => {
        expect(readText(lines.join('\r\n'), chunkBytes)).toEqual(readText(lines.join('\n')));
      }),
      { numRuns: 300 },
    );
  });

  it('[TD-12] never throws, keeps spans in order, and every row within its dump', () => {
    fc.assert(
      fc.property(fc.oneof(dumpLike.map((lines) => new TextEncoder().encode(lines.join('\n'))), fc.uint8Array({ maxLength: 300 })), (bytes) => {
        let last = 0;
        for (const { model, span, unparsedLines } of readBytes(bytes)) {
          expect(span.first).toBeGreaterThan(last);
          last = span.last;
          expect(unparsedLines).toBeLessThanOrEqual(span.last - span.first + 1);
          for (let row = 0; row < model.threads.count; row++) {
            expect(model.threads.firstLine[row]).toBeGreaterThanOrEqual(span.first);
            expect(model.threads.lastLine[row]).toBeLessThanOrEqual(span.last);
          }
          for (const line of [...model.acts.line, ...model.locks.line, ...model.locks.queueLine]) expect(line >= span.first && line <= span.last).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('[TD-12] copies what it keeps: the caller may reuse its buffer', () => {
    const bytes = fixtureBytes('openjdk17--lock-deadlock-jstack-l');
    const expected = readBytes(bytes);
    const buffer = new Uint8Array(1000);
    const parser = new ThreadDumpParser();
    for (let at = 0; at < bytes.length; at += buffer.length) {
      const part = bytes.subarray(at, at + buffer.length);
      buffer.set(part);
      parser.push(buffer.subarray(0, part.length));
      buffer.fill(0x78);
    }
    expect(parser.finish()).toEqual(expected);
  });

  it('[TD-12] reads UTF-16 with a mark as UTF-8', () => {
    const text = new TextDecoder().decode(fixtureBytes('temurin25--convoy-jstack'));
    const utf16 = new Uint8Array(2 + text.length * 2);
    const view = new DataView(utf16.buffer);
    view.setUint16(0, 0xfeff, true);
    for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i), true);
    expect(readBytes(utf16, 777)).toEqual(readText(text));
    expect(readText(`\ufeff${text}`, 1)).toEqual(readText(text));
  });

  it('[TD-12] takes time in proportion to hostile lines', () => {
    const shapes = ['x'.repeat(1 << 22), `"${'" #1 [1 '.repeat(1 << 19)}`, `"${'" prio=5 id='.repeat(1 << 18)}`, `"a\n${'b\n'.repeat(1 << 20)}`, '- <'.repeat(1 << 20), '\tat a\n'.repeat(1 << 19), '"\n'.repeat(1 << 20)];
    const start = performance.now();
    for (const shape of shapes) readText(`"main" #1 prio=5 tid=0x1 nid=0x1 runnable\n${shape}\n`, 1 << 16);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
