import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stackLines } from '../dump-reading.ts';
import { HOSTILE_SHAPES } from '../testing/hostile-shapes.ts';
import { createRandom, mutated } from '../testing/mutate.ts';
import { asBytes, asLatin1 } from '../testing/differential.ts';
import { fixtureBytes, readBytes, readText } from '../testing/read-dumps.ts';

const INFO = '{"threadName":"a \\u00e9\\n","threadId":7,"threadState":"BLOCKED","lockInfo":{"className":"X","identityHashCode":1},"stackTrace":[{"className":"X","methodName":"m","lineNumber":3}],"lockedMonitors":[{"className":"X","identityHashCode":2,"lockedStackDepth":0}]}';
/** Lines of all dialects, which tests mix. */
const LINES = [
  'Full thread dump VM (1):', '2026-11-21 12:09:49', '10223:', '', '"main" #1 prio=5 os_prio=0 tid=0x00007f nid=0x1a2b runnable  [0x00007f]', '\tat a.B.c(B.java:1)', '\t- locked <0x1> (a X)', '\t- waiting to lock <0x2> (a X)',
  '77', '2026-11-21T16:09:10.95Z', '21.0.4+7-LTS', '#3 "main" WAITING 2026-11-21T16:09:10.96Z', '#4 "x" virtual', '#5 "a', 'b" virtual', '      java.base/a.B.c(B.java:1)', '    - parking to wait for <X@1>, owner #3', '    - locked <X@1>',
  'Attaching to process ID 1, please wait...', 'Deadlock Detection:', 'Found one Java-level deadlock:', '"main":', '  waiting to lock Monitor@0x1 (Object@0x2, a X),', '  which is held by "x"', 'Thread 8: (state = BLOCKED)', '----------------- 8 -----------------', ' - A.b(int) @bci=1, line=2 (Interpreted frame)', '0x00007f1	f + 0x1', 'Locked ownable synchronizers:', '    - <0x5>, (a Y)',
  '===== FULL THREAD DUMP ===============', '"x" id=1 idx=0x4 tid=1 prio=5 alive, blocked', 'Thread-0x80 "x" <Waiting, priority=5> {', '}', '    -- Blocked trying to get lock: X@0x1[fat lock]', '    ^-- Holding lock: X@0x2[thin lock]', '    at a/B.c(B.java:1)@0x1', 'Circular (deadlocked) lock chains', 'Chain 1:', '"x" id=1 idx=0x4 tid=1 waiting for X@0x1 held by:', '"x" id=1 idx=0x4 tid=1', '===== END OF THREAD DUMP ===============',
  '0SECTION       TITLE subcomponent dump routine', '1TIDATETIME    Date: 2024/11/18 at 12:20:39:414', '3LKMONOBJECT       X@0x1: owner "x" (J9VMThread:0x2), entry count 1', '3LKWAITER            "y" (J9VMThread:0x3)', '1LKDEADLOCK    Deadlock detected !!!', '2LKDEADLOCKTHR  Thread "x" (0x2)', '4LKDEADLOCKOBJ      X@0x1', '1XMCURTHDINFO  Current thread', '1XMTHDINFO     Thread Details', '3XMTHREADINFO      "x" J9VMThread:0x2, state:CW, prio=5', '3XMTHREADINFO      Anonymous native thread', '3XMTHREADBLOCK     Blocked on: X@0x1 Owned by: "x" (J9VMThread:0x2)', '4XESTACKTRACE          at a/B.c(B.java:1(Compiled Code))', '5XESTACKTRACE             (entered lock: X@0x3, entry count: 1)', 'NULL', 'NULL           ---------------------- END OF DUMP -------',
  '"w" daemon prio=5 Id=8 BLOCKED on X@1b owned by "x" Id=7', '\t-  blocked on X@1b', '\t...', '"v" - Thread t@9', 'Name: main', 'State: WAITING on X@1', '   java.lang.Thread.State: BLOCKED (on object monitor)', '   Locked ownable synchronizers:', '\tNumber of locked synchronizers = 1', '\t- Y@2',
  '{', '[', '{"threads":[', `${INFO},`, INFO, ']}', `{"threads":[${INFO}]}`, `[${INFO}]{"threadDump":{"time":"t","threadContainers":[{"container":"c","threads":[{"tid":"1","name":"n","stack":["a.b.c(D)"]}]}]}}`, '{"a":', '"x', 'JNI global refs: 1', 'noise',
];
const FIXTURES = [
  'temurin25--virtual-threads-dump-json', 'temurin25--virtual-threads-dump-plain', 'temurin25--lock-deadlock-dump-json', 'openjdk17--lock-deadlock-jhsdb-l', 'openjdk17--monitor-deadlock-jhsdb-m',
  'openjdk17--threadinfo-text', 'openjdk17--threadinfo-actuator-text', 'temurin25--threadinfo-actuator-json',
];

const mixed = fc.array(fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...LINES) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) }), { maxLength: 70 }).map((lines) => lines.map((line) => line.replace(/[\r\n]/g, ' ')).join('\n'));

/** What must hold of any text: it is read, spans follow each other, and every line told lies within its dump. */
function expectSound(bytes: Uint8Array): void {
  let last = 0;
  for (const { model, span, unparsedLines } of readBytes(bytes)) {
    expect(span.first).toBeGreaterThanOrEqual(last);
    expect(span.last).toBeGreaterThanOrEqual(span.first);
    last = span.last;
    expect(unparsedLines).toBeLessThanOrEqual(span.last - span.first + 1);
    for (let row = 0; row < model.threads.count; row++) {
      expect(model.threads.firstLine[row]).toBeGreaterThanOrEqual(span.first);
      expect(model.threads.lastLine[row]).toBeLessThanOrEqual(span.last);
      for (const { line } of stackLines(model, row)) expect(line >= span.first && line <= span.last, `line ${line} of ${span.first} to ${span.last}`).toBe(true);
    }
    for (const line of [...model.locks.line, ...model.locks.queueLine]) expect(line >= span.first && line <= span.last).toBe(true);
  }
}

describe('any mixture of dialects', () => {
  it('[TD-12] reads the same however the bytes are cut into chunks', () => {
    fc.assert(fc.property(mixed, fc.integer({ min: 1, max: 60 }), (text, chunkBytes) => {
      expect(readText(text, chunkBytes)).toEqual(readText(text));
    }), { numRuns: 300 });
  });

  it('[TD-12] never throws, and keeps every line within its dump', () => {
    fc.assert(fc.property(mixed, (text) => {
      expectSound(new TextEncoder().encode(text));
    }), { numRuns: 300 });
  });

  it.each(FIXTURES)('[TD-12] never throws on changed parts of %s', (fixture) => {
    const random = createRandom(3);
    const lines = asLatin1(fixtureBytes(fixture)).split('\n');
    for (let i = 0; i < 60; i++) expectSound(asBytes(mutated(lines, random, 120)));
  });

  it('[TD-12] takes time in proportion to hostile lines of every dialect', { timeout: 120_000 }, () => {
    for (const shape of HOSTILE_SHAPES) {
      const start = performance.now();
      readText(shape.text(1 << 18), 1 << 16);
      expect(performance.now() - start, shape.name).toBeLessThan(5000);
    }
  });
});
