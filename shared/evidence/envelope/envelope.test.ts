import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CaptureRepair, type RepairResult } from './repair-capture.ts';
import { unwrapped, WRAPS, type Wrap, type Wrapped } from './testing/wrap.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../../artifacts/thread-dump/fixtures');

function fixture(name: string): string {
  return readFileSync(path.join(FIXTURES, `${name}.txt`), 'utf8');
}

const TEXTS = ['openjdk17--convoy-jcmd-l', 'openjdk17--monitor-deadlock-jstack', 'temurin25--virtual-threads-jcmd-l', 'jdk27--invented-keys'].map(fixture);
const [CONVOY = '', DEADLOCK = ''] = TEXTS;

interface Repaired extends RepairResult {
  readonly texts: ReadonlyMap<string, string>;
}

function repair(raw: string, chunkBytes = 1 << 20): Repaired {
  const parts = new Map<string, string>();
  const decoders = new Map<string, InstanceType<typeof TextDecoder>>();
  const repairing = new CaptureRepair((stream, bytes) => {
    const decoder = decoders.get(stream) ?? new TextDecoder();
    decoders.set(stream, decoder);
    parts.set(stream, (parts.get(stream) ?? '') + decoder.decode(bytes, { stream: true }));
  });
  const bytes = new TextEncoder().encode(raw);
  const chunk = new Uint8Array(chunkBytes);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const piece = bytes.subarray(at, at + chunkBytes);
    chunk.set(piece);
    repairing.push(chunk.subarray(0, piece.length));
    chunk.fill(35);
  }
  const result = repairing.finish();
  return { ...result, texts: parts };
}

function textOf({ lines }: Wrapped): string {
  return `${lines.join('\n')}\n`;
}

function kindsOf({ repairs }: Repaired): readonly string[] {
  return repairs.map(({ kind }) => kind);
}

/** The text is there whole, in one stream, and each of its lines knows its raw line. Spaces at line ends are not compared: HTML and quotes lose them. */
function expectText(repaired: Repaired, original: string, { rawLineOf }: Wrapped): void {
  const wanted = original.replace(/\n$/, '').split('\n').map((line) => line.trimEnd());
  const [stream = '', text = ''] = [...repaired.texts].find(([, one]) => one.includes(wanted[0] ?? '')) ?? [];
  const lines = text.split('\n').map((line) => line.trimEnd());
  const offset = lines.indexOf(wanted[0] ?? '');
  expect(lines.slice(offset, offset + wanted.length)).toEqual(wanted);
  const map = repaired.lineMaps.get(stream);
  expect(wanted.map((_, i) => map?.first(offset + i + 1) ?? offset + i + 1)).toEqual(rawLineOf);
}

function compose(...wraps: readonly (string | Wrap)[]): Wrap {
  return (text) => wraps.reduce((inner, wrap) => (typeof wrap === 'string' ? WRAPS[wrap] : wrap)?.(inner) ?? inner, text);
}

describe('each envelope around real dumps', () => {
  it.each(Object.entries(WRAPS))('[ENV-01] takes %s off and knows the raw line of each line', (name, wrap) => {
    const wrapped = wrap(unwrapped(CONVOY));
    const repaired = repair(textOf(wrapped));
    expectText(repaired, CONVOY, wrapped);
    expect(kindsOf(repaired)).toEqual([name.split(' ')[0]]);
    expect(repaired.repairs[0]?.example).toMatchObject({ line: expect.any(Number) as number, before: expect.any(String) as string });
  });

  it('[ENV-01] takes any envelope off any dump, after any text, however the bytes are cut', () => {
    const names = Object.keys(WRAPS).filter((name) => !['html (br)', 'escaped-text'].includes(name));
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.constantFrom(...TEXTS), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 9000 }), fc.boolean(), (name, text, before, chunkBytes, isEnded) => {
        const withText = `${'a word of the log\n'.repeat(name === 'reversed' ? 0 : before)}${text}`;
        const wrapped = WRAPS[name]?.(unwrapped(withText)) ?? unwrapped(withText);
        const raw = textOf(wrapped);
        const repaired = repair(isEnded ? raw : raw.slice(0, -1), chunkBytes);
        expectText(repaired, withText, wrapped);
        expect(kindsOf(repaired)).toEqual([name.split(' ')[0]]);
      }),
      { numRuns: 120 },
    );
  });

  it.each([
    [['log-prefix (log4j)', 'docker-json'], ['docker-json', 'log-prefix']],
    [['ansi', 'log-prefix (log4j)', 'docker-json'], ['docker-json', 'ansi', 'log-prefix']],
    [['log-prefix (Spring Boot)', 'cri'], ['cri', 'log-prefix']],
    [['cri', 'source-prefix'], ['source-prefix', 'cri']],
    [['log-prefix (log4j)', 'timestamps', 'source-prefix'], ['source-prefix', 'log-prefix']],
    [['log-prefix (log4j)', 'syslog (rsyslog)'], ['syslog', 'log-prefix']],
    [['reversed', 'docker-json'], ['docker-json', 'reversed']],
    [['docker-json', 'reversed'], ['docker-json', 'reversed']],
    [['fences', 'quote'], ['quote', 'fences']],
  ])('[ENV-04] takes off %j, one after the other', (wraps, kinds) => {
    const wrapped = compose(...wraps)(unwrapped(CONVOY));
    const repaired = repair(textOf(wrapped), 4096);
    if (wraps.at(-1) !== 'reversed') {
      expectText(repaired, CONVOY, wrapped);
      expect(kindsOf(repaired)).toEqual(kinds);
    } else expect(kindsOf(repaired)).toContain(kinds[0]);
  });
});

describe('what needs no repair', () => {
  it.each(TEXTS.map((text, i) => [i, text] as const))('[ENV-02] passes byte for byte (%i)', (_, text) => {
    const repaired = repair(text.replaceAll('\n', '\r\n'), 1000);
    expect([repaired.repairs, repaired.lineMaps.size, repaired.texts.get('')]).toEqual([[], 0, text.replaceAll('\n', '\r\n')]);
  });

  it('[ENV-02] passes a dump far inside a log', () => {
    const log = '2026-11-21 12:00:00,123 INFO  [main] c.a.s.Shop - a message of the log\n'.repeat(5000);
    const repaired = repair(`${log}${CONVOY}${log}`, 10_000);
    expect([repaired.repairs, repaired.texts.get('')]).toEqual([[], `${log}${CONVOY}${log}`]);
  });

  it('[ENV-03] leaves logs without a tool’s text alone, whatever is before their lines', () => {
    for (const name of ['timestamps', 'source-prefix', 'syslog (journald short)', 'log-prefix (log4j)', 'json-log', 'quote', 'indent']) {
      const log = textOf(WRAPS[name]?.(unwrapped('started\nserving "main" on port 8080\n\nstopped\n'.repeat(40))) ?? unwrapped(''));
      expect([name, repair(log).repairs]).toEqual([name, []]);
    }
  });

  it('[ENV-17] leaves a dump alone beside which a log speaks of pages, and finds addresses that alone were escaped', () => {
    expect(repair(`GET /a?b=&lt;c&gt; <div>\n${CONVOY}`).repairs).toEqual([]);
    const escaped = CONVOY.replaceAll(/<(0x\w+)>/g, '&lt;$1&gt;');
    expect(repair(escaped).texts.get('')).toBe(CONVOY);
  });

  it('[ENV-03] does not take a quoted word, a class initializer or an exception for an envelope', () => {
    for (const log of ['He said "main" #1 prio=5 was stuck\n'.repeat(3), '<clinit> <init> <0x1>\n', `java.lang.IllegalStateException: no\n${'\tat a.B.c(B.java:1)\n'.repeat(30)}`, '> \n> quoted mail\n']) expect(repair(log)).toMatchObject({ repairs: [] });
  });
});

describe('where envelopes begin late', () => {
  it.each(['log-prefix (log4j)', 'timestamps', 'syslog (journald short)', 'source-prefix', 'quote'])('[ENV-02] takes %s off a dump after a long log, and counts on', (name) => {
    const log = unwrapped('a message of the log\n'.repeat(8000));
    const before = WRAPS[name]?.(log) ?? log;
    const dump = WRAPS[name]?.(unwrapped(CONVOY)) ?? unwrapped('');
    const both = { lines: [...before.lines, ...dump.lines], rawLineOf: dump.rawLineOf.map((line) => line + before.lines.length) };
    for (const chunkBytes of [777, 65_536, 1 << 20]) {
      const repaired = repair(textOf(both), chunkBytes);
      expect(kindsOf(repaired)).toEqual([name.split(' ')[0]]);
      expectText(repaired, CONVOY, both);
    }
  });

  it('[ENV-04] finds a logger’s prefix inside a container’s log, after 3,000 lines of other words', () => {
    const wrap = compose('log-prefix (log4j)', 'docker-json');
    const text = `${'serving\n'.repeat(3000)}${CONVOY}`;
    const wrapped = wrap(unwrapped(text));
    const repaired = repair(textOf(wrapped), 5000);
    expect(kindsOf(repaired)).toEqual(['docker-json', 'log-prefix']);
    const [stream = ''] = repaired.lineMaps.keys();
    expect(repaired.texts.get(stream)).toContain(CONVOY.slice(0, 4000));
  });

  it('[ENV-20] strips a prefix that only the banner has, and learns others on the way', () => {
    const dump = CONVOY.slice(CONVOY.indexOf('Full thread'));
    expect(repair(`2026-11-21 12:00:00 INFO [http-1] - ${dump}`).texts.get('')).toBe(dump);
    const half = dump.split('\n').slice(0, 150);
    const mixed = half.map((line, i) => `2026-11-21 12:00:00 INFO  [${i < 60 ? 'a' : 'b'}] - ${line}`).join('\n');
    expect(repair(`${mixed}\n`).texts.get('')?.split('\n').slice(0, 150)).toEqual(half);
  });
});

describe('two JVMs in one log', () => {
  /** Lines of two dumps in turns of a few lines, each with what names its JVM. */
  function interleaved(first: (line: string, i: number) => string, second: (line: string, i: number) => string): string {
    const [a, b] = [CONVOY.split('\n').slice(0, -1), DEADLOCK.split('\n').slice(0, -1)];
    const lines: string[] = [];
    for (let i = 0; i < Math.max(a.length, b.length); i += 3) lines.push(...a.slice(i, i + 3).map(first), ...b.slice(i, i + 3).map(second));
    return `${lines.join('\n')}\n`;
  }

  it.each([
    ['docker compose', (name: string) => (line: string) => `${name}-1  | ${line}`],
    ['kubectl --prefix', (name: string) => (line: string) => `[pod/${name}-7d9f8b6c5-x2x4k/app] ${line}`],
    ['stern', (name: string) => (line: string) => `${name}-7d9f8b6c5-x2x4k app ${line}`],
    ['journald by process', (name: string) => (line: string) => `Nov 21 12:09:49 node-3 java[${name.length * 1111}]: ${line}`],
    ['JSON records by pod', (name: string) => (line: string) => JSON.stringify({ message: line, kubernetes: { pod_name: name } })],
    ['journald’s JSON by process', (name: string) => (line: string) => JSON.stringify({ MESSAGE: line, _PID: String(name.length * 1111) })],
    ['the records of a cloud’s log', (name: string) => (line: string) => JSON.stringify({ event: { original: line }, resource: { labels: { pod_name: name } } })],
    ['a process number in the logger’s prefix', (name: string) => (line: string) => `2026-11-21 12:09:49.123  WARN ${name.length * 1111} --- [main] c.a.Watchdog : ${line}`],
  ])('[ENV-06] are read apart by %s', (_, prefix) => {
    const { texts, lineMaps } = repair(interleaved(prefix('shop'), prefix('orders')));
    expect([...texts.values()].filter((text) => text !== '').toSorted((a, b) => b.length - a.length)).toEqual([CONVOY, DEADLOCK]);
    expect(lineMaps.size).toBe(2);
  });

  it('[ENV-06] keeps what stderr says out of a dump on stdout', () => {
    const cri = (stream: string) => (line: string) => `2026-11-21T12:09:49.1Z ${stream} F ${line}`;
    expect([...repair(interleaved(cri('stdout'), cri('stderr'))).texts.values()]).toEqual([CONVOY, DEADLOCK]);
  });

  it('[ENV-06] reads the lines of more than 32 sources with those of none', () => {
    const lines = CONVOY.split('\n').slice(0, -1);
    const raw = lines.map((line, i) => `[pod/p-${i % 40}/app] ${line}`).join('\n');
    expect(repair(`${raw}\n`).texts.size).toBeLessThanOrEqual(33);
  });
});

describe('any bytes', () => {
  const piece = fc.constantFrom('{"log":"', '\\n\\tat ', '"}', '\u001B[31m', '&lt;', '<br>', '<pre>', 'Full thread dump X (1):', '   java.lang.Thread.State: RUNNABLE', '\tat a.B.c(B.java:1)', '"main" #1 prio=5 tid=0x1 nid=1', '2026-11-21T12:00:00Z ', 'stdout F ', 'stdout P ', 'web | ', '> ', '    ', '\n', '\n', '\r\n', '\u0000', '한글', '```', 'Nov 21 12:00:00 h j[1]: ');

  it('[ENV-05] never throws, and never tells a raw line that is not there', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), fc.integer({ min: 1, max: 50 }), (pieces, chunkBytes) => {
        const raw = pieces.join('');
        const repaired = repair(raw, chunkBytes);
        const last = raw.split('\n').length;
        for (const [stream, text] of repaired.texts) {
          const map = repaired.lineMaps.get(stream);
          text.split('\n').slice(0, -1).forEach((_, i) => {
            const line = map?.first(i + 1) ?? 1;
            expect(line >= 1 && line <= last && (map?.last(i + 1) ?? line) <= last).toBe(true);
          });
        }
      }),
      { numRuns: 400 },
    );
  });

  it('[ENV-05] takes time in proportion to hostile lines', () => {
    const start = performance.now();
    for (const shape of ['"a', '<br>', '\\n\\tat ', '&lt;', '\u001B[', '   java.lang.Thread.State: R', '\tat a.B(', '> ', 'Full thread dump ', '12:00:00 ', '" #1']) {
      const marked = `x Full thread dump X (1):\nx ${shape.repeat(Math.floor((1 << 20) / shape.length))}\n`;
      repair(marked, 1 << 16);
    }
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
