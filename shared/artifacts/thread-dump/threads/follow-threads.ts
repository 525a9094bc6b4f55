import { text } from '../dump-reading.ts';
import { threadKey } from './thread-key.ts';
import type { ThreadDump } from '../model.ts';

/** One thread through a series of dumps in time order: its row in each dump, -1 where it is not there. */
export interface ThreadTrack {
  /** Name and id where it was last seen; several of one key have a number. */
  readonly key: string;
  readonly rows: readonly number[];
}

export interface FollowedThreads {
  readonly tracks: readonly ThreadTrack[];
  /** True for a dump that another run of the JVM printed than the dump before it. */
  readonly restarted: readonly boolean[];
}

/** Printed elapsed times are rounded and taken one after the other. */
const ELAPSED_SLACK_MS = 1000;

/** Within one run of a JVM a Java id is never used twice, so it tells a thread through any renaming; without one, nid and age tell a thread from another that got its nid. */
export function followThreads(dumps: readonly ThreadDump[]): FollowedThreads {
  const [first] = dumps;
  if (first === undefined) return { tracks: [], restarted: [] };
  const known = followed.get(first);
  if (known?.dumps.length === dumps.length && known.dumps.every((dump, index) => dump === dumps[index])) return known;
  const found = { dumps: [...dumps], ...follow(dumps) };
  followed.set(first, found);
  return found;
}

/** Several analyzers and views ask about the same series; the latest of each first dump is kept. */
const followed = new WeakMap<ThreadDump, FollowedThreads & { readonly dumps: readonly ThreadDump[] }>();

function follow(dumps: readonly ThreadDump[]): FollowedThreads {
  const restarted = dumps.map((dump, index) => index > 0 && isAnotherRun(dumps[index - 1] as ThreadDump, dump));
  const rows: number[][] = [];
  let open = new Map<string, number>();
  dumps.forEach((dump, index) => {
    if (restarted[index] === true) open = new Map();
    const seen = new Map<string, number>();
    for (let row = 0; row < dump.threads.count; row++) {
      const identity = nth(identityOf(dump, row), seen);
      const before = open.get(identity);
      const known = before === undefined || !goesOn(dumps, rows[before] ?? [], index, row) ? undefined : rows[before];
      if (known !== undefined) known[index] = row;
      else {
        open.set(identity, rows.length);
        rows.push(dumps.map((_, at) => (at === index ? row : -1)));
      }
    }
  });
  const keys = new Map<string, number>();
  const tracks = rows.map((track) => {
    const last = track.findLastIndex((row) => row >= 0);
    return { key: nth(threadKey(dumps[last] as ThreadDump, track[last] ?? 0), keys), rows: track };
  });
  return { tracks, restarted };
}

function nth(key: string, seen: Map<string, number>): string {
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  return count === 1 ? key : `${key} (${count})`;
}

function identityOf(dump: ThreadDump, row: number): string {
  const javaId = dump.threads.javaId[row] ?? Number.NaN;
  if (!Number.isNaN(javaId)) return `#${javaId}`;
  const nid = dump.threads.nid[row] ?? Number.NaN;
  return Number.isNaN(nid) ? `name ${text(dump, dump.threads.name[row])}` : `nid ${nid}`;
}

/** A nid alone may have been given to a new thread: one that is younger, or that has another name where no age is printed. */
function goesOn(dumps: readonly ThreadDump[], track: readonly number[], index: number, row: number): boolean {
  const last = track.findLastIndex((seen) => seen >= 0);
  const before = dumps[last];
  const now = dumps[index];
  if (before === undefined || now === undefined) return false;
  const earlierRow = track[last] ?? 0;
  const earlierAge = before.threads.elapsedMs[earlierRow] ?? Number.NaN;
  const age = now.threads.elapsedMs[row] ?? Number.NaN;
  if (!Number.isNaN(earlierAge) && !Number.isNaN(age)) return age + ELAPSED_SLACK_MS >= earlierAge;
  return !Number.isNaN(now.threads.javaId[row] ?? Number.NaN) || text(before, before.threads.name[earlierRow]) === text(now, now.threads.name[row]);
}

/** The oldest thread became younger, or the JVM's own thread has another OS thread: that is not the same process any more. */
function isAnotherRun(before: ThreadDump, after: ThreadDump): boolean {
  if (before.dialect === after.dialect && before.vm !== null && after.vm !== null && before.vm !== after.vm) return true;
  const [earlier, later] = [vmThread(before), vmThread(after)];
  if (earlier >= 0 && later >= 0) {
    const [nidBefore, nidAfter] = [before.threads.nid[earlier] ?? Number.NaN, after.threads.nid[later] ?? Number.NaN];
    if (!Number.isNaN(nidBefore) && !Number.isNaN(nidAfter) && nidBefore !== nidAfter) return true;
  }
  return oldestMs(after) + ELAPSED_SLACK_MS < oldestMs(before);
}

/** Lives as long as its JVM. */
function vmThread(dump: ThreadDump): number {
  for (let row = dump.threads.count - 1; row >= 0; row--) if (text(dump, dump.threads.name[row]) === 'VM Thread') return row;
  return -1;
}

/** NaN where no age is printed. */
function oldestMs(dump: ThreadDump): number {
  return dump.threads.elapsedMs.reduce((oldest, age) => (age > oldest || Number.isNaN(oldest) ? age : oldest), Number.NaN);
}
