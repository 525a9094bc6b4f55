import { message, type Message } from '../../base/message.ts';
import type { LineSpan } from '../../base/parsed.ts';
import type { InspectorCard } from '../artifact-kind.ts';
import { lockWaitedFor, ownerUnknownBecause, queueOf, stackLines, stateOf, text, threadName } from './dump-reading.ts';
import { ACT_PARKED_ON, ACT_WAITS_FOR_CLASS_INIT, type ThreadDump } from './model.ts';
import { unownedQueues } from './locks/owner-candidates.ts';
import { threadPools } from './views/pools-table.ts';
import { stackGroups } from './threads/stack-groups.ts';
import { activityOf } from './threads/thread-activity.ts';
import { lockLabel } from './views/threads-table.ts';

type Fact = InspectorCard['facts'][number];

export function inspect(dump: ThreadDump, table: string, row: number): InspectorCard | null {
  switch (table) {
    case 'threads':
      return row < dump.threads.count ? inspectThread(dump, row) : null;
    case 'locks':
      return row < dump.locks.count ? inspectLock(dump, row) : null;
    case 'pools':
      return inspectPool(dump, row);
    case 'stacks':
      return inspectStack(dump, row);
    default:
      return null;
  }
}

function fact(label: string, value: Message | string, span: LineSpan | null = null): Fact {
  return { label: `threadDump.fact.${label}`, value, span };
}

function at(line: number | undefined): LineSpan | null {
  return line === undefined || line === 0 ? null : { first: line, last: line };
}

function spanOf(dump: ThreadDump, row: number): LineSpan {
  return { first: dump.threads.firstLine[row] ?? 0, last: dump.threads.lastLine[row] ?? 0 };
}

function inspectThread(dump: ThreadDump, row: number): InspectorCard {
  const { threads } = dump;
  const detail = text(dump, threads.stateDetail[row]);
  const state = stateOf(dump, row);
  const facts: Fact[] = [];
  if (state !== 'none') facts.push(fact('state', detail === '' ? state : `${state} (${detail})`, at(threads.firstLine[row])));
  const add = (label: string, value: string): void => {
    if (value !== '') facts.push(fact(label, value));
  };
  facts.push(fact('doing', message(`threadDump.activity.${activityOf(dump, row)}`)));
  add('headerState', text(dump, threads.headerState[row]));
  add('activity', text(dump, threads.activity[row]));
  addNumber(facts, 'javaId', threads.javaId[row], (value) => `#${value}`);
  addNumber(facts, 'nid', threads.nid[row], (value) => `${value} (0x${value.toString(16)})`);
  addNumber(facts, 'priority', threads.priority[row], String);
  if (!Number.isNaN(threads.cpuMs[row] ?? Number.NaN)) facts.push({ ...fact('cpu', message('threadDump.value.duration', { ms: threads.cpuMs[row] ?? 0 })) });
  if (!Number.isNaN(threads.elapsedMs[row] ?? Number.NaN)) facts.push(fact('elapsed', message('threadDump.value.duration', { ms: threads.elapsedMs[row] ?? 0 })));
  add('extra', text(dump, threads.extra[row]));
  return { title: message('threadDump.value.text', { text: threadName(dump, row) }), facts: [...facts, ...lockFacts(dump, row)], block: blockOf(dump, row) };
}

function addNumber(facts: Fact[], label: string, value: number | undefined, show: (value: number) => string): void {
  if (value !== undefined && !Number.isNaN(value)) facts.push(fact(label, show(value)));
}

function lockFacts(dump: ThreadDump, row: number): readonly Fact[] {
  const facts: Fact[] = [];
  const waits = lockWaitedFor(dump)[row] ?? -1;
  if (waits >= 0) {
    facts.push(fact('waitsFor', lockLabel(dump, waits), at(queueOf(dump, waits).find(({ thread }) => thread === row)?.line)), ownerFact(dump, waits));
  }
  if (waits < 0 && activityOf(dump, row) === 'is-blocked') facts.push(fact('waitsFor', message('threadDump.value.blockedWithoutLine'), at(dump.threads.firstLine[row])));
  for (let lock = 0; lock < dump.locks.count; lock++) {
    if (dump.locks.owner[lock] !== row) continue;
    const waiting = queueOf(dump, lock).length;
    facts.push(fact('owns', waiting === 0 ? lockLabel(dump, lock) : message('threadDump.value.ownsWithWaiters', { lock: lockLabel(dump, lock), count: waiting }), at(dump.locks.ownerLine[lock])));
  }
  return facts;
}

function ownerFact(dump: ThreadDump, lock: number): Fact {
  const owner = dump.locks.owner[lock] ?? -1;
  return owner >= 0 ? fact('owner', threadName(dump, owner), spanOf(dump, owner)) : fact('owner', message(`threadDump.ownerUnknown.${ownerUnknownBecause(dump, lock)}`));
}

function blockOf(dump: ThreadDump, row: number): InspectorCard['block'] {
  return stackLines(dump, row).map((line) =>
    line.kind === 'frame' ? { text: text(dump, line.frame), line: line.line, look: 'frame' } : { text: actText(dump, line.act), line: line.line, look: 'note' },
  );
}

/** The words of the dump, by act code. */
const ACT_WORDS = ['', 'locked', 'eliminated', 'waiting to lock', 'waiting on', 'waiting to re-lock in wait()', 'parking to wait for', 'waiting on the Class initialization monitor for', 'locked ownable synchronizer'];

function actText(dump: ThreadDump, act: number): string {
  const code = dump.acts.act[act] ?? 0;
  const words = ACT_WORDS[code] ?? '';
  const object = text(dump, dump.acts.object[act]);
  if (code === ACT_WAITS_FOR_CLASS_INIT) return `- ${words} ${object}`;
  const className = text(dump, dump.acts.className[act]);
  const space = code === ACT_PARKED_ON ? '  ' : ' ';
  return `- ${words}${object === '' ? '' : `${space}<${object}>`}${className === '' ? '' : ` (a ${className})`}`;
}

function inspectLock(dump: ThreadDump, lock: number): InspectorCard {
  const queued = queueOf(dump, lock).slice(0, MAX_LISTED).map(({ thread, role, line }) => fact(['entryWaiter', 'waitSet', 'parked'][role] ?? 'entryWaiter', threadName(dump, thread), at(line)));
  const left = queueOf(dump, lock).length - queued.length;
  const more = left > 0 ? [fact('thread', message('threadDump.value.moreThreads', { count: left }))] : [];
  return { title: message('threadDump.value.text', { text: lockLabel(dump, lock) }), facts: [ownerFact(dump, lock), ...candidateFacts(dump, lock), ...queued, ...more], block: [] };
}

/** Names listed of a group; a hundred thousand virtual threads may stand on one stack. */
const MAX_LISTED = 200;

function threadFacts(dump: ThreadDump, rows: readonly number[]): readonly Fact[] {
  const listed = rows.slice(0, MAX_LISTED).map((row) => fact('thread', threadName(dump, row), spanOf(dump, row)));
  return rows.length > MAX_LISTED ? [...listed, fact('thread', message('threadDump.value.moreThreads', { count: rows.length - MAX_LISTED }))] : listed;
}

function inspectPool(dump: ThreadDump, row: number): InspectorCard | null {
  const pool = threadPools(dump)[row];
  if (pool === undefined) return null;
  return { title: message('threadDump.value.text', { text: pool.pattern }), facts: threadFacts(dump, pool.threads), block: [] };
}

function candidateFacts(dump: ThreadDump, lock: number): readonly Fact[] {
  const candidates = unownedQueues(dump).find((queue) => queue.lock === lock)?.candidates ?? [];
  return candidates.map(({ thread, confidence, line }) => fact('candidate', message(`threadDump.tree.candidate.${confidence}`, { name: threadName(dump, thread) }), at(line)));
}

function inspectStack(dump: ThreadDump, row: number): InspectorCard | null {
  const group = stackGroups(dump, 1)[row];
  const first = group?.threads[0];
  if (group === undefined || first === undefined) return null;
  return {
    title: message('threadDump.value.threadsOnStack', { count: group.threads.length }),
    facts: threadFacts(dump, group.threads),
    block: blockOf(dump, first),
  };
}
