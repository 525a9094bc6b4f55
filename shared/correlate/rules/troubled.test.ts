import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { find, rulesIn, say, type Capture } from './testing/find.ts';

const FOLDER = path.join(import.meta.dirname, 'fixtures', 'troubled');

/** What the rules say of each process, and nothing else: the first words of each, in their order. */
const TOLD: Readonly<Record<string, readonly (readonly [rule: string, ...words: readonly string[]])[]>> = {
  'accept-queue': [['accept-queue-behind-pool', '5 connections wait to be accepted on 127.0.0.1:8098', 'all 3 threads']],
  'class-init': [['class-loading-lock', '3 threads wait', '`worker-1` is at it']],
  'close-wait': [['connection-leak', 'CLOSE_WAIT went from 180 to 520'], ['descriptors-near-limit', '549 of 600'], ['growing-class-at-work', 'Troubled$LeasedLine grows from 220 to 560']],
  'convoy-cpu': [['convoy-behind-cpu', '5 threads wait', '`search-1` computes']],
  converters: [['fork-storm-of-jvm', 'sleep']],
  deadlock: [['deadlock', '2 requests hang for good']],
  'deleted-log': [['deleted-file-grows', 'java (245)', '19.5 MB', '49.5 MB']],
  'event-loop': [['event-loop-blocked', '`nioEventLoopGroup-2-1` waits']],
  finalizer: [['finalizer-behind', 'Troubled$Page.finalize', '21,000 instances']],
  logging: [['logging-lock', '4 threads wait to write a log line', '`order-3` holds']],
  lookup: [['name-lookup-stall', '4 threads wait']],
  'mail-threads': [['thread-leak', 'from 62 to 141', '71 → 110 → 149']],
  'one-client': [['one-client', '127.0.0.1 holds 60 of 60 connections to port 8097']],
  starvation: [['pool-starvation', 'All 4 threads of `report-N` wait']],
  tomcat: [
    ['convoy-behind-backend', '8 requests to /depot/dispatch wait for `com.acme.depot.RouteBook`', 'exec-5` reads from 127.0.0.1:39713', '0 % CPU'],
    ['pool-exhausted', '4 threads (/depot/stock) wait', '127.54.32.1:5432: 3, probable holders: 3 (http-nio-127.0.0.1-37965-exec-1, http-nio-127.0.0.1-37965-exec-10, http-nio-127.0.0.1-37965-exec-12)'],
    ['hot-thread-at-work', 'exec-16` (/depot/labels) uses'],
    ['slow-client', 'exec-19` (/depot/manifest) waits until a client reads its response: 3.7 MB'],
  ],
  unreachable: [['backend-unreachable', '10.99.0.7:9090', '3 in SYN_SENT', 'price-1, price-2, price-3']],
};

/** Rounds of one process, a minute apart. */
function capturesOf(process: string): readonly Capture[] {
  const folder = path.join(FOLDER, process);
  return readdirSync(folder).toSorted().map((name): Capture => ({ text: readFileSync(path.join(folder, name), 'utf8'), minute: Number(/-(\d)\./.exec(name)?.[1]), source: `local:#${process}` }));
}

describe('processes in trouble', () => {
  it('[CR-47] are each told of here', () => {
    const captured = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'programs').map(({ name }) => name);
    expect(captured).toEqual(Object.keys(TOLD).toSorted());
  });

  it.each(Object.entries(TOLD))('[CR-47] %s is told by its rules and by no other', (process, told) => {
    const findings = find(...capturesOf(process));
    expect(rulesIn(findings)).toEqual(told.map(([rule]) => rule));
    for (const [rule, ...words] of told) {
      const title = say(findings.find((finding) => finding.rule === rule)?.title);
      for (const word of words) expect(title).toContain(word);
    }
    // What a rule explains is not told by itself: beside the rules stand no warnings but of another matter.
    expect(findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule).filter((rule) => !rulesIn(findings).includes(rule) && !OF_ANOTHER_MATTER.has(rule))).toEqual([]);
  });
});

/** The machine's storage and the heap as a whole. */
const OF_ANOTHER_MATTER: ReadonlySet<string> = new Set(['io-wait', 'heap-growth']);
