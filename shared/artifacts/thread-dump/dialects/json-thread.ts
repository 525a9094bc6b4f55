import type { JsonNode } from './json-node.ts';
import { ACT_LOCKED, ACT_OWNS_SYNCHRONIZER, ACT_PARKED_ON, ACT_WAITS_IN_WAIT_SET, ACT_WAITS_TO_ENTER, stateCode, STATE_BLOCKED } from '../model.ts';

/** A lock of a thread: what it has to do with it and after how many frames that stands. */
export interface JsonAct {
  readonly act: number;
  readonly depth: number;
  readonly identity: string;
  readonly line: number;
}

/** What a thread object says, apart from its stack. */
export interface JsonThread {
  readonly name: string;
  readonly javaId: number;
  readonly priority: number;
  readonly isDaemon: boolean;
  readonly isVirtual: boolean;
  /** Index into THREAD_STATES. */
  readonly state: number;
  readonly acts: readonly JsonAct[];
  readonly owner: { readonly identity: string; readonly name: string | null; readonly javaId: number } | null;
  readonly listsSynchronizers: boolean;
  readonly activity: string;
  /** Keys that no rule knows, as `key=value`. */
  readonly extra: string;
}

const PARK = /(?:^|\.)(?:Unsafe|LockSupport|VirtualThread)\.park/;
const JDK_KEYS = new Set(['tid', 'name', 'state', 'virtual', 'daemon', 'stack', 'blockedOn', 'waitingOn', 'parkBlocker', 'monitorsOwned', 'carrier', 'time']);
const INFO_KEYS = new Set([
  'threadName', 'threadId', 'threadState', 'daemon', 'priority', 'virtual', 'stackTrace', 'lockInfo', 'lockName', 'lockOwnerId', 'lockOwnerName', 'lockedMonitors', 'lockedSynchronizers',
]);

/** `Thread.dump_to_file -format=json`: numbers are texts; locks since JDK 24. */
export function readJdkThread(node: JsonNode): JsonThread {
  const parkBlocker = node.child('parkBlocker');
  const waits: readonly (readonly [number, string | null, number])[] = [
    [ACT_WAITS_TO_ENTER, node.text('blockedOn'), node.lineOf('blockedOn')],
    [ACT_WAITS_IN_WAIT_SET, node.text('waitingOn'), node.lineOf('waitingOn')],
    [ACT_PARKED_ON, parkBlocker?.text('object') ?? node.text('parkBlocker'), parkBlocker?.lineOf('object') ?? node.lineOf('parkBlocker')],
  ];
  const parkedOn = parkBlocker?.text('object') ?? null;
  const ownerId = parkBlocker?.number('owner') ?? Number.NaN;
  return {
    name: node.text('name') ?? '',
    javaId: node.number('tid'),
    priority: Number.NaN,
    isDaemon: node.isTrue('daemon'),
    isVirtual: node.isTrue('virtual'),
    state: stateCode(node.text('state') ?? undefined),
    acts: [...waits.flatMap(([act, identity, line]) => (identity === null ? [] : [{ act, depth: 1, identity, line }])), ...ownedMonitors(node)],
    owner: parkedOn === null || Number.isNaN(ownerId) ? null : { identity: parkedOn, name: null, javaId: ownerId },
    listsSynchronizers: false,
    activity: node.text('carrier') === null ? '' : `Mounted on carrier #${node.text('carrier') ?? ''}`,
    extra: extraOf(node, JDK_KEYS),
  };
}

/** `"monitorsOwned": [{ "depth": 4, "locks": ["Cls@1b", null] }]`; null is an eliminated lock. */
function ownedMonitors(node: JsonNode): readonly JsonAct[] {
  return (node.child('monitorsOwned')?.items ?? []).flatMap((owned) => {
    const depth = owned.number('depth');
    return (owned.child('locks')?.texts ?? []).map(({ text, line }) => ({ act: ACT_LOCKED, depth: depth >= 0 ? depth + 1 : 0, identity: text, line }));
  });
}

/** ThreadInfo as JSON: Spring's /threaddump, Jolokia and others. */
export function readThreadInfo(node: JsonNode, topFrame: string): JsonThread {
  const state = stateCode(node.text('threadState') ?? undefined);
  const wanted = identityOf(node.child('lockInfo')) ?? node.text('lockName');
  const wait = state === STATE_BLOCKED ? ACT_WAITS_TO_ENTER : PARK.test(topFrame) ? ACT_PARKED_ON : ACT_WAITS_IN_WAIT_SET;
  const ownerName = node.text('lockOwnerName');
  const synchronizers = node.child('lockedSynchronizers');
  const line = node.child('lockInfo')?.line ?? node.lineOf('lockName');
  return {
    name: node.text('threadName') ?? '',
    javaId: node.number('threadId'),
    priority: node.number('priority'),
    isDaemon: node.isTrue('daemon'),
    isVirtual: node.isTrue('virtual'),
    state,
    acts: [
      ...(wanted === null ? [] : [{ act: wait, depth: 1, identity: wanted, line }]),
      ...(node.child('lockedMonitors')?.items ?? []).flatMap((monitor) => actOf(ACT_LOCKED, monitor, monitor.number('lockedStackDepth') + 1)),
      ...(synchronizers?.items ?? []).flatMap((synchronizer) => actOf(ACT_OWNS_SYNCHRONIZER, synchronizer, Number.MAX_SAFE_INTEGER)),
    ],
    owner: wanted === null || ownerName === null ? null : { identity: wanted, name: ownerName, javaId: node.number('lockOwnerId') },
    listsSynchronizers: synchronizers !== null,
    activity: '',
    extra: extraOf(node, INFO_KEYS),
  };
}

function actOf(act: number, node: JsonNode, depth: number): readonly JsonAct[] {
  const identity = identityOf(node);
  return identity === null ? [] : [{ act, depth: depth >= 0 ? depth : 0, identity, line: node.line }];
}

/** As `lockName` writes it: the hash is hexadecimal there and decimal here. */
function identityOf(node: JsonNode | null): string | null {
  const className = node?.text('className') ?? null;
  const hash = node?.number('identityHashCode') ?? Number.NaN;
  return className === null || Number.isNaN(hash) ? null : `${className}@${(hash >>> 0).toString(16)}`;
}

/** `-1` of ThreadInfo's times and counts is "not measured". */
function extraOf(node: JsonNode, known: ReadonlySet<string>): string {
  return node.scalars
    .filter(([key, value]) => !known.has(key) && value !== null && value !== false && value !== -1 && value !== '')
    .map(([key, value]) => `${key}=${String(value).replace(/\s+/g, '_')}`)
    .join(' ');
}

/** A frame as an object of StackTraceElement's properties, written as HotSpot does. */
export function readFrameObject(node: JsonNode): string {
  const module = node.text('moduleName');
  const version = node.text('moduleVersion');
  const line = node.number('lineNumber');
  const file = node.text('fileName') ?? 'Unknown Source';
  const place = node.isTrue('nativeMethod') || line === -2 ? 'Native Method' : line >= 0 ? `${file}:${line}` : file;
  return `${node.text('className') ?? ''}.${node.text('methodName') ?? ''}(${module === null ? '' : `${module}${version === null ? '' : `@${version}`}/`}${place})`;
}
