import { threadKey } from './javacore-monitors.ts';
import { stateCode } from '../model.ts';

/** What the lines `3XMTHREADINFO` and those below it say, apart from the stack. */
export interface JavacoreHeader {
  readonly name: string;
  /** Addresses by which the monitor section may name the thread: that of the VM's thread, in Java 1.4 that of the system's. */
  readonly keys: readonly string[];
  /** `CW`, `R` … as printed. */
  readonly letters: string;
  readonly priority: number;
  readonly nid: number;
}

/** `"main" J9VMThread:0x…, omrthread_t:0x…, java/lang/Thread:0x…, state:CW, prio=5`; Java 6 wrote `TID:` */
const J9 = /^" (?:J9VMThread|TID):(\w+),/;
const STATE = /, ?state:(\w+)/;
const PRIORITY = /, prio=(-?\d+)$/;
/** `"main" (TID:0x9109C8, sys_thread_t:0x284E48, state:CW, native ID:0x990) prio=5`, Java 1.4 and 5 */
const CLASSIC = /^" \(TID:(\w+), sys_thread_t:(\w+), state:(\w+), native ID:(\w+)\) ?(?:prio=(-?\d+))?$/;
/** Where a name ends: names may hold quotes. */
const NAME_ENDS = ['" J9VMThread:', '" TID:', '" (TID:'];

export function readJavacoreHeader(text: string): JavacoreHeader | null {
  if (!text.startsWith('"')) return null;
  const nameEnd = Math.max(...NAME_ENDS.map((end) => text.lastIndexOf(end)));
  if (nameEnd < 0) return null;
  const rest = text.slice(nameEnd);
  const name = text.slice(1, nameEnd);
  const j9 = J9.exec(rest);
  if (j9 !== null) return { name, keys: [threadKey(j9[1] ?? '')], letters: STATE.exec(rest)?.[1] ?? '', priority: Number(PRIORITY.exec(rest)?.[1] ?? Number.NaN), nid: Number.NaN };
  const classic = CLASSIC.exec(rest);
  if (classic === null) return null;
  return { name, keys: [threadKey(classic[1] ?? ''), threadKey(classic[2] ?? '')], letters: classic[3] ?? '', priority: Number(classic[5] ?? Number.NaN), nid: Number(classic[4]) };
}

/** Index into THREAD_STATES. `CW` is any wait, with or without a timeout; `S` is suspended by the VM, which Java has no state for. */
export function stateOfLetters(letters: string): number {
  switch (letters) {
    case 'R':
      return stateCode('RUNNABLE');
    case 'B':
    case 'MW':
      return stateCode('BLOCKED');
    case 'CW':
    case 'P':
      return stateCode('WAITING');
    case 'Z':
      return stateCode('TERMINATED');
    default:
      return stateCode(undefined);
  }
}

const AT = /^at (\S.*)$/;
const HOW_COMPILED = /\((?:Compiled|Interpreted) Code\)(?=\)$)|\((?:Compiled|Interpreted) Code\)$/;

/** `at java/lang/Object.wait(Object.java:255(Compiled Code))` as HotSpot writes it; null for another text. */
export function javacoreFrame(text: string): string | null {
  const frame = AT.exec(text)?.[1];
  if (frame === undefined) return null;
  const place = frame.indexOf('(');
  if (place < 0) return frame;
  return `${frame.slice(0, place).replace(/\/(?!0x)/g, '.')}${frame.slice(place).replace(HOW_COMPILED, '')}`;
}
