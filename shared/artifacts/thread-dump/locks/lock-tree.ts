import { message } from '../../../base/message.ts';
import type { TreeNode, TreeView } from '../../tree-view.ts';
import { ApplicationFrames, placeOf } from '../threads/application-frame.ts';
import { Blocking } from './blocking.ts';
import { lockGraph } from './lock-graph.ts';
import { ownerUnknownBecause, stateOf, threadName } from '../dump-reading.ts';
import type { ThreadDump } from '../model.ts';
import { unownedQueues, type OwnerCandidate } from './owner-candidates.ts';
import { situationOf } from '../threads/thread-activity.ts';
import { lockLabel } from '../views/threads-table.ts';

export const LOCK_TREE: TreeView<ThreadDump> = { id: 'locks', title: 'threadDump.tree.locks', empty: 'threadDump.tree.empty', build, graph: lockGraph };

/** Deadlocks first, then owners nobody holds up with the most threads behind them, then locks without a known owner. */
function build(dump: ThreadDump): readonly TreeNode[] {
  const tree = new LockTreeBuilder(dump);
  return [...tree.deadlocks(), ...tree.roots(), ...tree.ownerless(), ...tree.unowned()];
}

class LockTreeBuilder {
  readonly #dump: ThreadDump;
  readonly #blocking: Blocking;
  readonly #frames: ApplicationFrames;
  readonly #shown = new Set<number>();

  constructor(dump: ThreadDump) {
    this.#dump = dump;
    this.#blocking = new Blocking(dump);
    this.#frames = new ApplicationFrames(dump);
  }

  deadlocks(): readonly TreeNode[] {
    return this.#dump.deadlocks.map((deadlock, index) => {
      for (const row of deadlock.threads) this.#shown.add(row);
      return {
        id: `deadlock-${index}`,
        label: message('threadDump.tree.deadlock', { count: deadlock.threads.length }),
        detail: message(`threadDump.finding.deadlock.${deadlock.printedLine === null ? 'computed' : 'printed'}`),
        tone: 'critical',
        threadState: null,
        span: deadlock.printedLine === null ? null : { first: deadlock.printedLine, last: deadlock.printedLine },
        children: deadlock.threads.map((row) => this.#thread(row, `deadlock-${index}`, 'critical')),
      };
    });
  }

  roots(): readonly TreeNode[] {
    const roots = this.#blocking.rootOwners().map((row) => ({ row, behind: this.#blocking.threadsBehind(this.#blocking.ownedLocks(row), [row]).length }));
    return roots.sort((a, b) => b.behind - a.behind).map(({ row }) => this.#thread(row, 'owner', 'warning'));
  }

  ownerless(): readonly TreeNode[] {
    return this.#blocking.ownerlessLocks().map((lock) => this.#lock(lock, 'ownerless', true));
  }

  /** Locks, permits and pooled connections whose holder no dump names: candidates, drawn weaker, then who waits. */
  unowned(): readonly TreeNode[] {
    return unownedQueues(this.#dump).map(({ lock, waiters, candidates }) => {
      const id = `unowned/l${lock}`;
      const line = this.#dump.locks.line[lock] ?? 0;
      return {
        id,
        label: message('threadDump.tree.ownerlessLock', { lock: lockLabel(this.#dump, lock), count: waiters.length }),
        detail: message(`threadDump.ownerUnknown.${ownerUnknownBecause(this.#dump, lock)}`),
        tone: 'neutral',
        threadState: null,
        span: { first: line, last: line },
        children: [...candidates.map((candidate) => this.#candidate(candidate, id)), ...this.#waiters(waiters.map(({ thread }) => thread), id)],
      };
    });
  }

  #candidate({ thread, confidence, line }: OwnerCandidate, parent: string): TreeNode {
    const state = stateOf(this.#dump, thread);
    return {
      id: `${parent}/c${thread}`,
      label: message(`threadDump.tree.candidate.${confidence}`, { name: threadName(this.#dump, thread) }),
      detail: message(`threadDump.tree.does.${situationOf(this.#dump, thread)}`, { place: placeOf(this.#dump, thread, this.#frames) }),
      tone: 'muted',
      threadState: state === 'none' ? null : state,
      span: { first: line, last: line },
      children: [],
    };
  }

  #thread(row: number, parent: string, tone: TreeNode['tone']): TreeNode {
    const place = placeOf(this.#dump, row, this.#frames);
    const id = `${parent}/t${row}`;
    const state = stateOf(this.#dump, row);
    return {
      id,
      label: message('threadDump.tree.thread', { name: threadName(this.#dump, row) }),
      detail: place === '' ? null : message(`threadDump.tree.does.${situationOf(this.#dump, row)}`, { place }),
      tone,
      threadState: state === 'none' ? null : state,
      span: { first: this.#dump.threads.firstLine[row] ?? 0, last: this.#dump.threads.lastLine[row] ?? 0 },
      children: this.#blocking.ownedLocks(row).map((lock) => this.#lock(lock, id, false)),
    };
  }

  #lock(lock: number, parent: string, isOwnerless: boolean): TreeNode {
    const id = `${parent}/l${lock}`;
    const waiters = this.#blocking.waiters(lock);
    const line = this.#dump.locks.ownerLine[lock] || (this.#dump.locks.line[lock] ?? 0);
    return {
      id,
      label: message(isOwnerless ? 'threadDump.tree.ownerlessLock' : 'threadDump.tree.lock', { lock: lockLabel(this.#dump, lock), count: waiters.length }),
      detail: isOwnerless ? message(`threadDump.ownerUnknown.${ownerUnknownBecause(this.#dump, lock)}`) : null,
      tone: isOwnerless ? 'muted' : 'neutral',
      threadState: null,
      span: { first: line, last: line },
      children: this.#waiters(waiters.map(({ thread }) => thread), id),
    };
  }

  /** Waiters that hold others up stand alone, the rest is folded by stack. */
  #waiters(rows: readonly number[], parent: string): readonly TreeNode[] {
    const alone: TreeNode[] = [];
    const folded = new Map<number, number[]>();
    for (const row of rows) {
      if (this.#shown.has(row)) continue;
      this.#shown.add(row);
      const stack = this.#dump.threads.stack[row] ?? 0;
      if (this.#blocking.ownedLocks(row).length > 0) alone.push(this.#thread(row, parent, 'warning'));
      else if (folded.has(stack)) folded.get(stack)?.push(row);
      else folded.set(stack, [row]);
    }
    return [...alone, ...[...folded.values()].map((group) => this.#group(group, parent))];
  }

  #group(rows: readonly number[], parent: string): TreeNode {
    const first = rows[0] ?? 0;
    if (rows.length === 1) return this.#thread(first, parent, 'neutral');
    const id = `${parent}/g${first}`;
    const state = stateOf(this.#dump, first);
    return {
      id,
      label: message('threadDump.tree.waiters', { count: rows.length }),
      detail: message('threadDump.tree.at', { place: placeOf(this.#dump, first, this.#frames) }),
      tone: 'neutral',
      threadState: state === 'none' ? null : state,
      span: { first: this.#dump.threads.firstLine[first] ?? 0, last: this.#dump.threads.lastLine[first] ?? 0 },
      children: rows.map((row) => this.#thread(row, id, 'neutral')),
    };
  }
}
