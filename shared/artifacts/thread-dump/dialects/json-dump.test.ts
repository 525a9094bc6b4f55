import { describe, expect, it } from 'vitest';
import { stackLines, text } from '../dump-reading.ts';
import { contractOf } from '../testing/contract-of.ts';
import { fixtureBytes, only, readBytes, readText } from '../testing/read-dumps.ts';

const JDK21 = JSON.stringify({
  threadDump: {
    processId: '77', time: '2026-11-21T10:00:00.5Z', runtimeVersion: '21.0.4+7-LTS',
    threadContainers: [
      { container: '<root>', parent: null, owner: null, threads: [{ tid: '1', name: 'main', stack: ['java.base/java.lang.Thread.sleep(Native Method)', 'Main.main(Main.java:3)'] }], threadCount: '1' },
      { container: 'ForkJoinPool.commonPool/jdk.internal.vm.SharedThreadContainer@1b', parent: '<root>', owner: null, threads: [{ tid: '30', name: '', stack: [] }], threadCount: '5' },
    ],
  },
});
const INFO = { threadName: 'a', threadId: 7, threadState: 'RUNNABLE', stackTrace: [] };

function info(thread: Record<string, unknown>): Record<string, unknown> {
  return { ...INFO, ...thread };
}

function frame(method: string): Record<string, unknown> {
  return { className: 'X', methodName: method, fileName: 'X.java', lineNumber: 3, nativeMethod: false };
}

describe('JSON of Thread.dump_to_file', () => {
  it('[TD-61] reads JDK 21, whose numbers are texts and which tells no states', () => {
    expect(only(readText(JDK21))).toMatchObject({ capturedAt: '2026-11-21T10:00:00.5Z', tool: 'Thread.dump_to_file', span: { first: 1, last: 1 }, model: { dialect: 'hotspot-json', vm: '21.0.4+7-LTS' } });
    expect(contractOf(JDK21).threads).toMatchObject([
      { name: 'main', javaId: 1, state: null, topFrame: 'java.lang.Thread.sleep(java.base/Native Method)', frameCount: 2 },
      { name: '', javaId: 30, frameCount: 0, fields: { container: 'ForkJoinPool.commonPool/jdk.internal.vm.SharedThreadContainer@1b' } },
    ]);
  });

  it('[TD-61] reads the locks of JDK 25 and puts each after the frame it was taken in', () => {
    const { model } = only(readBytes(fixtureBytes('temurin25--lock-deadlock-dump-json')));
    const row = Array.from(model.threads.name, (id) => text(model, id)).indexOf('prices-then-stock');
    const lines = stackLines(model, row).map((line) => (line.kind === 'frame' ? 'frame' : `${model.acts.act[line.act]} ${text(model, model.acts.className[line.act])}`));
    expect(lines.slice(0, 3)).toEqual(['frame', '6 java.util.concurrent.locks.ReentrantLock$NonfairSync', 'frame']);
    expect(lines.filter((line) => line.endsWith('java.lang.Object'))).toEqual(['1 java.lang.Object']);
  });

  it('[TD-61] takes an owner of a park blocker by its id', () => {
    const park = { tid: 2, name: 'b', state: 'WAITING', parkBlocker: { object: 'a.L$NonfairSync@1', owner: 3 }, stack: ['x.Y.z(Y.java)'] };
    const data = contractOf(JSON.stringify({ threadDump: { threadContainers: [{ threads: [park, { tid: 3, name: 'o', virtual: true, carrier: '9', stack: [] }] }] } }));
    expect(data.locks).toMatchObject([{ id: 'a.L$NonfairSync@1', world: 'synchronizer', owner: 'o', parked: ['b'] }]);
    expect(data.threads[1]).toMatchObject({ virtual: true });
  });

  it('[TD-61] keeps what came before the text broke off, and says so', () => {
    const [dump] = readText(`${JDK21.slice(0, JDK21.indexOf('"tid":"30"'))}\n`);
    expect(dump?.model.threads.count).toBe(1);
    expect(dump?.diagnostics.map(({ code }) => code)).toEqual(['TD-JSON-CUT']);
    expect(readText(JDK21)[0]?.diagnostics).toEqual([]);
  });
});

describe('JSON of ThreadInfo', () => {
  it('[TD-62] reads locks, owners and fields without a column', () => {
    const waiter = info({ threadName: 'w', threadId: 8, threadState: 'BLOCKED', blockedCount: 3, waitedTime: -1, cpuShare: 'x y', lockInfo: { className: 'X', identityHashCode: -1 }, lockOwnerId: 7, lockOwnerName: 'a', stackTrace: [frame('m')] });
    const held = info({ stackTrace: [frame('n'), frame('o')], lockedMonitors: [{ className: 'X', identityHashCode: -1, lockedStackDepth: 1 }], lockedSynchronizers: [{ className: 'S$NonfairSync', identityHashCode: 16 }] });
    const data = contractOf(JSON.stringify({ threads: [waiter, held] }));
    expect(data).toMatchObject({ dialect: 'jmx', states: { BLOCKED: 1, RUNNABLE: 1 } });
    expect(data.threads[0]).toMatchObject({ javaId: 8, topFrame: 'X.m(X.java:3)', fields: { blockedCount: '3', cpuShare: 'x_y' } });
    expect(data.locks).toMatchObject([{ id: 'X@ffffffff', owner: 'a', entryWaiters: ['w'] }, { id: 'S$NonfairSync@10', world: 'synchronizer', owner: 'a' }]);
  });

  it('[TD-62] finds it behind HTTP headers, as a bare array, pretty-printed, and twice on a line', () => {
    const document = JSON.stringify({ threads: [INFO] });
    expect(readText(`HTTP/1.1 200\r\nContent-Type: application/json\r\n\r\n${document}`)).toHaveLength(1);
    expect(readText(`${document}${document}\n${document}`)).toHaveLength(3);
    const pretty = JSON.stringify([info({ stackTrace: [frame('m'), frame('n')] })], null, 2);
    const { model, span } = only(readText(pretty));
    expect(span).toEqual({ first: 1, last: pretty.split('\n').length });
    for (const line of stackLines(model, 0)) expect(pretty.split('\n')[line.line]).toContain('className');
  });

  it('[TD-62] leaves JSON alone that is no thread dump, and the text after it', () => {
    const log = '{"message":"x","threadName":"main","level":"INFO"}\n{\n"a": [1, {"b": null}]\n';
    expect(readText(log)).toEqual([]);
    expect(readText(`${log}"x" #1 prio=5 os_prio=0 tid=0x1 nid=0x1 runnable\n   java.lang.Thread.State: RUNNABLE\n`)).toHaveLength(1);
    expect(readText('[2026-11-21] INFO x\n[[[[[[[[[\n{"threadState":')).toEqual([]);
  });

  it('[TD-62] goes on with other dialects after a document, and in the middle of a broken one', () => {
    const text = `"x" #1 prio=5 os_prio=0 tid=0x1 nid=0x1 runnable\n\tat X.a(X.java)\n`;
    const dialects = (source: string): readonly string[] => readText(source).map(({ model, span }) => `${model.dialect} ${span.first}-${span.last}`);
    expect(dialects(`${text}${JSON.stringify({ threads: [INFO] })} \n\n${text}`)).toEqual(['hotspot-text 1-2', 'jmx 3-3', 'hotspot-text 5-6']);
    expect(dialects(`{"threads":[\n${JSON.stringify(INFO)},\n${text}`)).toEqual(['jmx 1-2', 'hotspot-text 3-4']);
  });

  it('[TD-63] leaves a thread its line where the next document begins on it', () => {
    const dumps = readText(`[\n${JSON.stringify(INFO)},\n[${JSON.stringify(INFO)}]{"threadDump":{"time":"t","threadContainers":[{"container":"c","threads":[{"tid":"1","name":"n","stack":["a.b.c(D)"]}]}]}}`);
    expect(dumps.map(({ span, model }) => [span.last, Math.max(...model.threads.lastLine)])).toEqual([[3, 3], [3, 3], [3, 3]]);
  });

  it('[TD-63] reads a document of one line in pieces, longer than what is carried of other lines', () => {
    const thread = JSON.stringify(info({ stackTrace: Array.from({ length: 40 }, (_, i) => frame(`m${i}`)) }));
    const document = `{"threads":[${Array.from({ length: 2500 }, () => thread).join(',')}]}`;
    expect(document.length).toBeGreaterThan(9 << 20);
    const [dump, ...more] = readText(document, 65_536);
    expect(dump?.model.threads.count).toBe(2500);
    expect(more).toEqual([]);
  });
});
