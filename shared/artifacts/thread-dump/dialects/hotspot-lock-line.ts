import { ascii, find, startsWith } from '../building/byte-text.ts';
import {
  ACT_ELIMINATED, ACT_LOCKED, ACT_OWNS_SYNCHRONIZER, ACT_PARKED_ON, ACT_WAITS_FOR_CLASS_INIT, ACT_WAITS_IN_WAIT_SET, ACT_WAITS_TO_ENTER, ACT_WAITS_TO_REENTER,
} from '../model.ts';
import type { TextInterner } from '../building/text-interner.ts';

const LESS = 60;
const GREATER = 62;
const CLOSE_PAREN = 41;

/** What may stand after `- `, and what it means. Longer words stand before their beginnings. */
const PHRASES: readonly { readonly words: Uint8Array; readonly act: number }[] = [
  { words: ascii('locked '), act: ACT_LOCKED },
  { words: ascii('waiting to lock '), act: ACT_WAITS_TO_ENTER },
  { words: ascii('parking to wait for '), act: ACT_PARKED_ON },
  { words: ascii('waiting on '), act: ACT_WAITS_IN_WAIT_SET },
  { words: ascii('waiting to re-lock in wait() '), act: ACT_WAITS_TO_REENTER },
  { words: ascii('eliminated '), act: ACT_ELIMINATED },
  { words: ascii('<'), act: ACT_OWNS_SYNCHRONIZER },
];
const CLASS_INIT = ascii('waiting on the Class initialization monitor for ');
const NONE = ascii('None');
const NO_OBJECT = ascii('no object');
const SCALAR_REPLACED = ascii('owner is scalar');
const A_CLASS = ascii(' (a ');

/** What a lock line says; one instance is filled again for each line. */
export interface LockLine {
  /** -1 for `- None`, which says that nothing is owned. */
  act: number;
  object: number;
  className: number;
}

/** Reads a line that starts with `- ` (`from` is just after it). False when it is none of the known phrases. */
export function readLockLine(bytes: Uint8Array, view: DataView, from: number, to: number, texts: TextInterner, found: LockLine): boolean {
  if (startsWith(bytes, from, to, CLASS_INIT)) {
    found.act = ACT_WAITS_FOR_CLASS_INIT;
    found.object = texts.intern(bytes, view, from + CLASS_INIT.length, to);
    return true;
  }
  if (startsWith(bytes, from, to, NONE)) {
    found.act = -1;
    return to - from === NONE.length;
  }
  for (const { words, act } of PHRASES) {
    if (!startsWith(bytes, from, to, words)) continue;
    const open = find(bytes, from, to, LESS);
    const close = find(bytes, open, to, GREATER);
    if (close === to) return false;
    if (act === ACT_OWNS_SYNCHRONIZER && !isAddress(bytes, open + 1, close)) return false;
    const scalarReplaced = startsWith(bytes, open + 1, close, SCALAR_REPLACED);
    const unnamed = scalarReplaced || startsWith(bytes, open + 1, close, NO_OBJECT);
    found.act = scalarReplaced ? ACT_ELIMINATED : act;
    found.object = unnamed ? 0 : texts.intern(bytes, view, open + 1, close);
    // The class of the lock line before is a good guess.
    found.className = readClassName(bytes, view, close + 1, to, texts, found.className);
    return true;
  }
  return false;
}

function readClassName(bytes: Uint8Array, view: DataView, from: number, to: number, texts: TextInterner, guess: number): number {
  if (!startsWith(bytes, from, to, A_CLASS)) return 0;
  const start = from + A_CLASS.length;
  return texts.internLike(guess, bytes, view, start, find(bytes, start, to, CLOSE_PAREN));
}

/** Hexadecimal, with or without `0x`. */
function isAddress(bytes: Uint8Array, from: number, to: number): boolean {
  const start = bytes[from] === 48 && bytes[from + 1] === 120 ? from + 2 : from;
  if (start === to) return false;
  for (let at = start; at < to; at++) {
    const byte = bytes[at] as number;
    const isHex = (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102);
    if (!isHex) return false;
  }
  return true;
}
