import { describe, expect, it } from 'vitest';
import { frameCount, framesOf, isVirtual, stackLines, stateOf, text, threadName } from './dump-reading.ts';
import type { ThreadDump } from './model.ts';
import { fixtureBytes, only, readBytes, readText } from './testing/read-dumps.ts';
import { toContract } from './to-contract.ts';

const BANNER = '2026-11-21 12:09:49\nFull thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode):\n\n';
const HEADER = '"main" #1 prio=5 os_prio=0 cpu=1.33ms elapsed=2.50s tid=0x00007f nid=0x1a2b runnable  [0x00007f]\n   java.lang.Thread.State: RUNNABLE\n';

function threadsOf(source: string) {
  return (toContract(only(readText(source)).model) as unknown as { threads: Record<string, unknown>[] }).threads;
}

function named(dump: ThreadDump, name: string): number {
  return Array.from(dump.threads.name, (id) => text(dump, id)).indexOf(name);
}

describe('where dumps begin and end', () => {
  it('[TD-01] takes time and tool from the lines before the banner', () => {
    expect(only(readText(`noise\n4242:\n${BANNER}${HEADER}\nJNI global refs: 1, weak refs: 0\nnoise\n`))).toMatchObject({ capturedAt: '2026-11-21T12:09:49', tool: 'jcmd Thread.print', span: { first: 2, last: 9 }, unparsedLines: 0 });
    expect(only(readText(`noise\n${BANNER}${HEADER}`))).toMatchObject({ capturedAt: '2026-11-21T12:09:49', tool: null, span: { first: 2 } });
  });

  it('[TD-01] reads two dumps in one process output, with one pool of texts', () => {
    const dumps = readBytes(fixtureBytes('temurin25--monitor-deadlock-sigquit-twice'));
    expect(dumps.map(({ span, tool }) => [span.first, span.last, tool])).toEqual([[1, 159, 'SIGQUIT'], [161, 319, 'SIGQUIT']]);
    expect(dumps[0]!.model.symbols).toBe(dumps[1]!.model.symbols);
  });

  it('[TD-01] reads threads without any banner, and a second lot after the JVM’s last words', () => {
    expect(readText(`${HEADER}\nJNI global refs: 1\n\n${HEADER}`)).toHaveLength(2);
    expect(readText('no dump here\n"quoted" words\n')).toEqual([]);
    expect(readText('')).toEqual([]);
  });
});

describe('headers', () => {
  it('[TD-02] ends a name at the last quote that attributes follow', () => {
    const { model } = only(readBytes(fixtureBytes('openjdk17--convoy-jcmd-l')));
    expect(named(model, 'idler "quoted" [x] #7 prio=3')).toBeGreaterThan(0);
    expect(threadsOf(`${BANNER}"a" daemon prio=1" #3 prio=5 tid=0x1 nid=0x1 runnable\n`)[0]).toMatchObject({ name: 'a" daemon prio=1', javaId: 3, daemon: false });
  });

  it('[TD-02] joins a name that holds line breaks', () => {
    const [first, second] = threadsOf(`${BANNER}"two\nlines" #3 prio=5 tid=0x1 nid=0x7 runnable\n   java.lang.Thread.State: RUNNABLE\n\n${HEADER}`);
    expect(first).toMatchObject({ name: 'two\nlines', nid: 7, line: 4, state: 'RUNNABLE' });
    expect(second).toMatchObject({ name: 'main' });
  });

  it('[TD-02] keeps a name of one megabyte, and of lines that chunks cut', () => {
    const name = 'n'.repeat(1 << 20);
    expect(only(readText(`"${name}" #1 prio=5 tid=0x1 nid=0x1 runnable\n`, 65_536)).model.threads.count).toBe(1);
    expect(threadsOf(`"${name}" #1 prio=5 tid=0x1 nid=0x1 runnable\n`)[0]!['name']).toHaveLength(1 << 20);
  });

  it.each([
    ['nid=0x1a2b', 0x1a2b],
    ['nid=30467', 30_467],
    ['nid=0xffffffffe2875c0d', 0xe2875c0d],
  ])('[TD-03] reads %s', (field, nid) => {
    expect(threadsOf(`"t" #1 prio=5 tid=0x1 ${field} runnable\n`)[0]).toMatchObject({ nid, headerState: 'runnable' });
  });

  it('[TD-03] takes the bracketed OS id of a carrier, which prints no nid', () => {
    const { model } = only(readBytes(fixtureBytes('temurin25--virtual-threads-jcmd-l')));
    expect(model.threads.nid[named(model, 'ForkJoinPool-1-worker-2')]).toBe(13_952);
  });

  it('[TD-03] reads decimal commas and points alike', () => {
    const at = (cpu: string, elapsed: string) => threadsOf(`"t" #1 daemon prio=5 os_prio=0 cpu=${cpu}ms elapsed=${elapsed}s tid=0x1 nid=0x1 in Object.wait()  [0x00007f]\n`)[0];
    expect(at('1,33', '12,50')).toEqual(at('1.33', '12.50'));
    expect(at('1,33', '12,50')).toMatchObject({ cpuMs: 1.33, elapsedMs: 12_500, daemon: true, headerState: 'in Object.wait()' });
  });

  it('[TD-03] keeps fields it has no column for', () => {
    const { model } = only(readBytes(fixtureBytes('temurin25--parked-pool-jcmd-l-e')));
    expect(text(model, model.threads.extra[named(model, 'report-0')])).toMatch(/^allocated=\S+ defined_classes=\d+$/);
    expect(text(only(readText('"t" #1 prio=5 colour=red tid=0x1 nid=0x1 runnable\n')).model, 0)).toBe('');
  });

  it('[TD-04] keeps header state and State apart, and counts threads without one as none', () => {
    const { model } = only(readBytes(fixtureBytes('openjdk17--class-init-jcmd-l')));
    const reader = named(model, 'reader-1');
    expect([stateOf(model, reader), text(model, model.threads.headerState[reader])]).toEqual(['RUNNABLE', 'in Object.wait()']);
    expect(stateOf(model, named(model, 'VM Thread'))).toBe('none');
  });
});

describe('stacks', () => {
  it('[TD-05] gives each line of a stack its own line number, lock lines and foreign lines between', () => {
    const source = `${BANNER}${HEADER}\tat a.B.c(B.java:1)\n\t- waiting to lock <0x1> (a X)\nsome log line\n  at a.B.d(B.java:2)\n\n\tat a.B.e(B.java:3)\n\t- locked <0x2> (a Y)\n\n   Locked ownable synchronizers:\n\t- <0x3> (a Z)\n`;
    const { model, unparsedLines } = only(readText(source));
    expect(unparsedLines).toBe(1);
    const lines = source.split('\n');
    const found = stackLines(model, 0);
    expect(found.map((line) => (line.kind === 'frame' ? text(model, line.frame) : text(model, model.acts.object[line.act])))).toEqual(['a.B.c(B.java:1)', '0x1', 'a.B.d(B.java:2)', 'a.B.e(B.java:3)', '0x2', '0x3']);
    for (const line of found) expect(lines[line.line - 1]).toContain(line.kind === 'frame' ? text(model, line.frame) : text(model, model.acts.object[line.act]));
  });

  it('[TD-05] stores each stack once', () => {
    const { model } = only(readBytes(fixtureBytes('openjdk17--convoy-jcmd-l')));
    const workers = Array.from({ length: 12 }, (_, n) => model.threads.stack[named(model, `worker-${n}`)]);
    expect(new Set(workers).size).toBe(1);
    expect(frameCount(model, named(model, 'worker-0'))).toBe(5);
  });

  it('[TD-07] makes no threads of the stacks a deadlock report repeats', () => {
    const { model } = only(readBytes(fixtureBytes('openjdk17--monitor-deadlock-jstack')));
    expect(Array.from(model.threads.name, (id) => text(model, id)).filter((name) => name.startsWith('transfer-'))).toEqual(['transfer-0', 'transfer-1', 'transfer-2']);
  });

  it('[TD-08] lists a mounted virtual thread after its carrier', () => {
    const { model } = only(readBytes(fixtureBytes('temurin25--virtual-threads-jcmd-l')));
    const carrier = named(model, 'ForkJoinPool-1-worker-2');
    expect(text(model, model.threads.activity[carrier])).toBe('Carrying virtual thread #24');
    expect([isVirtual(model, carrier + 1), threadName(model, carrier + 1), text(model, framesOf(model, carrier + 1)[0])]).toEqual([true, '#24', 'VirtualThreads.lambda$main$0(VirtualThreads.java:9)']);
  });

  it('[TD-09] tells of a thread without a name, and reads the header glued to it', () => {
    const { model, diagnostics, unparsedLines } = only(readText(`${BANNER}os_prio=31 cpu=4.17ms elapsed=2.29s tid=0x1 nid=38915 runnable  "GC Thread#9" os_prio=31 cpu=1.63ms elapsed=2.46s tid=0x2 nid=39939 runnable\n`));
    expect(Array.from(model.threads.name, (id) => text(model, id))).toEqual(['GC Thread#9']);
    expect([unparsedLines, diagnostics.map(({ code }) => code)]).toEqual([0, ['TD-UNNAMED-THREAD']]);
  });
});

describe('what is not understood', () => {
  it('[TD-10] passes over SMR block, heap and last words without a diagnostic', () => {
    for (const name of ['temurin25--monitor-deadlock-sigquit-twice', 'openjdk17--deep-stacks-jcmd-l']) {
      for (const { unparsedLines, diagnostics } of readBytes(fixtureBytes(name))) expect([unparsedLines, diagnostics]).toEqual([0, []]);
    }
  });

  it('[TD-11] counts unknown lines inside a dump, lists 200 and says how many more', () => {
    const { unparsedLines, diagnostics } = only(readText(`log\n${BANNER}${HEADER}${'what is this\n'.repeat(250)}JNI global refs: 1\nlog\nlog\n`));
    expect(unparsedLines).toBe(250);
    expect(diagnostics).toHaveLength(201);
    expect(diagnostics[0]).toMatchObject({ code: 'TD-UNKNOWN-LINE', span: { first: 7, last: 7 } });
    expect(diagnostics.at(-1)).toMatchObject({ code: 'TD-UNKNOWN-LINES', message: { params: { count: 50 } } });
  });

  it('[TD-11] leaves the stack trace of an interleaved log to the log', () => {
    const { model, unparsedLines } = only(readText(`${BANNER}${HEADER}\tat a.B.c(B.java:1)\njava.lang.IllegalStateException: no\n\tat x.Y.z(Y.java:1)\n\tat x.Y.w(Y.java:2)\n\n"other" #2 prio=5 tid=0x1 nid=0x1 runnable\n`));
    expect([frameCount(model, 0), unparsedLines, model.threads.count]).toEqual([1, 3, 2]);
  });
});
