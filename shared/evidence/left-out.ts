import { message, type Message } from '../base/message.ts';

/** Why something that was given did not come in. Each is a sentence `left-out.<reason>`. */
export const LEFT_OUT_REASONS = [
  'absolute-path',
  'leads-out',
  'bad-name',
  'link',
  'special-file',
  'duplicate-name',
  'encrypted',
  'unknown-method',
  'size-lies',
  'header-lies',
  'checksum',
  'ratio',
  'archive-ratio',
  'too-many-entries',
  'too-deep',
  'damaged',
  'cut',
  'rest',
  'same-bytes',
  'changed',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

export function isLeftOutReason(code: string | undefined): code is LeftOutReason {
  return LEFT_OUT_REASONS.some((reason) => reason === code);
}

/** A file that was given and is not, or not wholly, among the evidence. */
export interface LeftOut {
  /** What was opened: the archive, or the folder or file, by the name it was given. */
  readonly source: string;
  /** Path inside the source, with `!/` behind each archive in it; empty: the source itself. */
  readonly member: string;
  readonly reason: LeftOutReason;
  /** What the reason is about: a size, a method, the capture with the same bytes; empty where it says all. */
  readonly detail: string;
}

/** How a file inside an archive is called: `bundle.zip!/threads/dump.txt`. */
export function memberPath(archive: string, member: string): string {
  return member === '' ? archive : `${archive}!/${member}`;
}

export function leftOutMessage({ reason, detail }: LeftOut): Message {
  return message(`left-out.${reason}`, { detail });
}
