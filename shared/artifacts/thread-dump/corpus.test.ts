import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { stackLines, text } from './dump-reading.ts';
import { ThreadDumpParser } from './parse.ts';
import { toContract } from './to-contract.ts';

const corpus = path.resolve(import.meta.dirname, '../../../../shared/corpus');
const isPresent = existsSync(path.join(corpus, 'expected.json'));

interface ExpectedDump {
  readonly threads: number;
  readonly java_states: Record<string, number>;
  readonly threads_without_state_line: number;
  readonly contended: Record<string, { readonly waiters: number; readonly owner: string | null }>;
  readonly deadlocks_printed: number;
  readonly deadlock_cycles_computed: number;
  /** VM states, which are no Java states, and the letters of javacores. */
  readonly sa_states: Record<string, number>;
  readonly javacore_states: Record<string, number>;
  readonly anonymous_native_threads: number;
}

interface Data {
  readonly threadCount: number;
  readonly states: Record<string, number>;
  readonly threads: readonly { readonly headerState: string | null }[];
  readonly locks: readonly { readonly id: string; readonly world: string; readonly owner: string | null; readonly entryWaiters: readonly string[] }[];
  readonly deadlocks: readonly { readonly printedByJvm: boolean }[];
}

/** Files that differ, each with its reason; the same table stands in SPEC.md. */
const DIFFERENT = new Map<string, string>();

function read(file: string) {
  const parser = new ThreadDumpParser();
  parser.push(readFileSync(file));
  return parser.finish();
}

/** The same facts that `expected.json` states. */
function factsOf({ model, diagnostics }: ReturnType<typeof read>[number]): ExpectedDump {
  const data = toContract(model) as unknown as Data;
  const words: Record<string, number> = {};
  for (const { headerState } of data.threads) if (headerState !== null) words[headerState] = (words[headerState] ?? 0) + 1;
  const { none, ...states } = data.states;
  const contended = data.locks.filter(({ world, entryWaiters }) => world === 'monitor' && entryWaiters.length > 0);
  return {
    threads: data.threadCount,
    java_states: Object.fromEntries(Object.entries(states).filter(([, count]) => count > 0)),
    threads_without_state_line: none ?? 0,
    contended: Object.fromEntries(contended.map(({ id, entryWaiters, owner }) => [id, { waiters: entryWaiters.length, owner }])),
    deadlocks_printed: data.deadlocks.filter(({ printedByJvm }) => printedByJvm).length,
    deadlock_cycles_computed: data.deadlocks.length,
    sa_states: words,
    javacore_states: words,
    anonymous_native_threads: Number(diagnostics.find(({ code }) => code === 'TD-ANONYMOUS-THREADS')?.message.params['count'] ?? 0),
  };
}

/** Only what `expected.json` states of a dump. */
function stated(facts: ExpectedDump, expected: ExpectedDump | undefined): Partial<ExpectedDump> {
  return Object.fromEntries(Object.entries(facts).filter(([fact]) => expected !== undefined && fact in expected));
}

/** `wait` of `java.lang.Object.wait(Native Method)`; native frames as they are. */
function methodOf(frame: string): string {
  return frame.replace(/ ?[(@].*$/s, '').replace(/^.*\./, '');
}

describe.skipIf(!isPresent)(`thread dumps of ${isPresent ? 'the corpus' : '../shared/corpus (not present)'}`, () => {
  const expected = isPresent
    ? (JSON.parse(readFileSync(path.join(corpus, 'expected.json'), 'utf8')) as Record<string, { readonly kind: string; readonly dumps: readonly ExpectedDump[] }>)
    : {};
  const files = Object.entries(expected).filter(([, { kind }]) => kind.startsWith('threaddump-'));

  it.each(files.filter(([file]) => !DIFFERENT.has(file)))('[TD-90] agrees with the facts known of %s', (file, { dumps }) => {
    const found = read(path.join(corpus, 'files', file)).map(factsOf);
    expect(found.map((facts, index) => stated(facts, dumps[index]))).toEqual(dumps.map((facts) => stated(facts, found[0])));
  });

  it.each(files)('[TD-05] gives each stack line of %s its own line number', (file) => {
    const lines = new TextDecoder().decode(readFileSync(path.join(corpus, 'files', file))).split('\n');
    for (const { model } of read(path.join(corpus, 'files', file))) {
      for (let row = 0; row < model.threads.count; row++) {
        for (const found of stackLines(model, row)) {
          // Other dialects than HotSpot's write the class otherwise than we show it; the monitor section of a javacore names the thread.
          const words = found.kind === 'frame' ? [methodOf(text(model, found.frame))] : [text(model, model.acts.object[found.act]), text(model, model.threads.name[row])];
          expect(words.some((word) => lines[found.line - 1]?.includes(word)), `line ${found.line}`).toBe(true);
        }
      }
    }
  });

  it.runIf(isPresent)('[TD-91] reads the Tomcat dump with its 14 waiters behind one owner', () => {
    const [dump, ...more] = read(path.join(corpus, 'tomcat10-jdk17/t0-jcmd-Thread.print-l.txt'));
    expect(more).toEqual([]);
    expect(dump).toMatchObject({ capturedAt: '2026-11-21T12:09:49', tool: 'jcmd Thread.print -l', unparsedLines: 0 });
    const data = toContract(dump!.model) as unknown as Data;
    expect(data.locks.filter(({ entryWaiters }) => entryWaiters.length > 0).map(({ owner, entryWaiters }) => [owner, entryWaiters.length])).toEqual([['http-nio-127.0.0.1-18080-exec-1', 14]]);
  });
});
