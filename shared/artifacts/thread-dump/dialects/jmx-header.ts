import { stateCode, STATE_NONE, THREAD_STATES } from '../model.ts';
import { classOfIdentity } from './object-identity.ts';

/** A lock as ThreadInfo tells it. */
export interface JmxLock {
  readonly phrase: string;
  /** `java.lang.Object@1b2c`, or the hash alone where the class stands beside it. */
  readonly identity: string;
  readonly className: string;
  /** null when none is told. */
  readonly ownerName: string | null;
  readonly ownerJavaId: number;
}

export interface JmxHeader {
  readonly name: string;
  readonly javaId: number;
  readonly priority: number;
  readonly isDaemon: boolean;
  /** Index into THREAD_STATES; STATE_NONE where a line of its own tells it. */
  readonly state: number;
  readonly lock: JmxLock | null;
  readonly extra: string;
  /** `Name: main`, whose frames have no `at`. */
  readonly isJconsole: boolean;
}

const STATES = THREAD_STATES.slice(1).join('|');
/** ThreadInfo.toString: `"x" daemon prio=5 Id=76 WAITING on Cls@1b owned by "y" Id=4 (suspended) (in native)`; Id=76 alone up to JDK 8. */
const THREAD_INFO = new RegExp(String.raw`^ (daemon )?(?:prio=(-?\d+) )?Id=(\d+) (?:in )?(${STATES})((?: .*)?)$`, 's');
/** VisualVM and Spring: `"x" - Thread t@332`. */
const VISUALVM = /^ - Thread t@(\d+)$/;
/** Jenkins: `"x" id=80 (0x50) state=WAITING cpu=68%`. */
const JENKINS = new RegExp(String.raw`^ id=(\d+) \(0x[0-9a-f]+\) state=(${STATES})((?: \S+)*)$`);
/** ThingWorx: `"x" tid=0x114 in RUNNABLE`. */
const HEXADECIMAL = new RegExp(String.raw`^ tid=(0x[0-9a-f]+) in (${STATES})$`);
/** Not an MBean's name (`Catalina:type=…`), which managers print behind the same word. */
const JCONSOLE = /^Name: (?!\S+:\w+=)(\S.*)$/;
const ON = /^ on (\S+)/;
const OWNED_BY = / owned by "(.*)" Id=(\d+)/;
const REMARKS = /\((?:suspended|in native)\)/g;

export function readJmxHeader(text: string): JmxHeader | null {
  const jconsole = JCONSOLE.exec(text)?.[1];
  if (jconsole !== undefined) return { ...NOTHING, name: jconsole, isJconsole: true };
  if (!text.startsWith('"')) return null;
  // Names may hold quotes, and so does what follows them: the owner's name.
  for (let end = text.indexOf('" ', 1), tries = 0; end > 0 && tries < MAX_QUOTES; end = text.indexOf('" ', end + 1), tries++) {
    const header = readAfterName(text.slice(1, end), text.slice(end + 1, end + 1 + MAX_AFTER_NAME));
    if (header !== null) return header;
  }
  return null;
}

/** A line with more quotes, or with more after the name, is no header. */
const MAX_QUOTES = 64;
const MAX_AFTER_NAME = 1 << 16;
const NOTHING = { name: '', javaId: Number.NaN, priority: Number.NaN, isDaemon: false, state: STATE_NONE, lock: null, extra: '', isJconsole: false };

function readAfterName(name: string, rest: string): JmxHeader | null {
  const visualVm = VISUALVM.exec(rest)?.[1];
  if (visualVm !== undefined) return { ...NOTHING, name, javaId: Number(visualVm) };
  const jenkins = JENKINS.exec(rest) ?? HEXADECIMAL.exec(rest);
  if (jenkins !== null) return { ...NOTHING, name, javaId: Number(jenkins[1]), state: stateCode(jenkins[2]), extra: (jenkins[3] ?? '').trim() };
  const info = THREAD_INFO.exec(rest);
  if (info === null) return null;
  const after = info[5] ?? '';
  const remarks = (after.match(REMARKS) ?? []).map((remark) => remark.slice(1, -1).replace(' ', '_'));
  return {
    name,
    javaId: Number(info[3]),
    priority: Number(info[2] ?? Number.NaN),
    isDaemon: info[1] !== undefined,
    state: stateCode(info[4]),
    lock: lockOfHeader(after),
    extra: remarks.map((remark) => `${remark}=true`).join(' '),
    isJconsole: false,
  };
}

function lockOfHeader(after: string): JmxLock | null {
  const identity = ON.exec(after)?.[1];
  if (identity === undefined) return null;
  const owner = OWNED_BY.exec(after);
  return { phrase: 'waiting on', identity, className: classOfIdentity(identity), ownerName: owner?.[1] ?? null, ownerJavaId: Number(owner?.[2] ?? Number.NaN) };
}

/** `-  locked Cls@1b`, `- locked <1b> (a Cls)`, `- waiting to lock <1b> (a Cls) owned by "y" t@4`; jenkins's `- locked Cls@1b`. */
const LOCK = /^-\s+(blocked on|waiting on|waiting to lock|parking to wait for|[lL]ocked)\s+(?:<(\w+)> \(a ([^)]*)\)|([\w.$/;[]+@\w+))(?: owned by "(.*)" (?:t@|Id=)(\d+))?$/;
const SYNCHRONIZER = /^-\s+(?:[lL]ocked\s+)?(?:<(\w+)> \(a ([^)]*)\)|([\w.$/;[]+@\w+))$/;

/** null for a line that speaks of no lock. */
export function readJmxLock(text: string, inSynchronizers: boolean): JmxLock | null {
  if (!text.startsWith('-')) return null;
  const held = inSynchronizers ? SYNCHRONIZER.exec(text) : null;
  if (held !== null) return { phrase: 'locked', ...identityOf(held[1], held[2], held[3]), ownerName: null, ownerJavaId: Number.NaN };
  const lock = LOCK.exec(text);
  if (lock === null) return null;
  return { phrase: (lock[1] ?? '').toLowerCase(), ...identityOf(lock[2], lock[3], lock[4]), ownerName: lock[5] ?? null, ownerJavaId: Number(lock[6] ?? Number.NaN) };
}

function identityOf(hash: string | undefined, className: string | undefined, identity: string | undefined): { readonly identity: string; readonly className: string } {
  return identity === undefined ? { identity: hash ?? '', className: className ?? '' } : { identity, className: classOfIdentity(identity) };
}
