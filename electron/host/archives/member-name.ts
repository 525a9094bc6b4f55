import { Refusal } from './refusal.ts';

/** PATH_MAX of Linux; longer names were made to harm. */
const LONGEST_NAME = 4096;

/** The path of a member as it is shown, with `/` between its parts. Names never become paths on this disk; those that try to lead elsewhere are refused all the same. */
export function cleanMemberName(given: string): string | Refusal {
  if (given.length > LONGEST_NAME || given.includes('\0')) return new Refusal('bad-name');
  const name = given.replaceAll('\\', '/');
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return new Refusal('absolute-path');
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return new Refusal('leads-out');
  return parts.length === 0 ? new Refusal('bad-name') : parts.join('/');
}

/** A member's name from bytes that do not say their encoding: UTF-8 where they are that, else Korean as Windows packs it. */
export function decodeMemberName(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'euc-kr']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not that one.
    }
  }
  return new TextDecoder('latin1').decode(bytes);
}
