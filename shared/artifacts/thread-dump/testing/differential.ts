import type { ParsedArtifact } from '../../../base/parsed.ts';
import { framesOf, stateOf } from '../dump-reading.ts';
import { FLAG_DAEMON, FLAG_SYNCHRONIZERS_LISTED, FLAG_VIRTUAL, type ThreadDump } from '../model.ts';
import { readBytes } from './read-dumps.ts';
import { ReferenceReader, type ReferenceDump, type ReferenceThread } from './reference-hotspot.ts';

const decoder = new TextDecoder();

/** Every byte as the letter of that number. */
export function asLatin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

export function asBytes(latin1: string): Uint8Array {
  return Uint8Array.from(latin1, (letter) => letter.charCodeAt(0));
}

/** As `TextDecoder` would show what the slow reader took byte for byte. */
function decoded(latin1: string): string {
  return decoder.decode(asBytes(latin1));
}

function textOf({ symbols }: ThreadDump, id: number | undefined): string {
  const { bytes, offsets } = symbols.texts;
  return id === undefined || id === 0 ? '' : asLatin1(bytes.subarray(offsets[id], offsets[id + 1]));
}

function numberOf(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function threadOf(dump: ThreadDump, row: number): ReferenceThread {
  const { threads, acts } = dump;
  const flags = threads.flags[row] ?? 0;
  const rows = Array.from({ length: (threads.actStart[row + 1] ?? 0) - (threads.actStart[row] ?? 0) }, (_, index) => (threads.actStart[row] ?? 0) + index);
  return {
    name: textOf(dump, threads.name[row]), javaId: numberOf(threads.javaId[row]), nid: numberOf(threads.nid[row]), priority: numberOf(threads.priority[row]),
    cpuMs: numberOf(threads.cpuMs[row]), elapsedMs: numberOf(threads.elapsedMs[row]), daemon: (flags & FLAG_DAEMON) !== 0, virtual: (flags & FLAG_VIRTUAL) !== 0,
    extra: decoded(textOf(dump, threads.extra[row])), headerState: textOf(dump, threads.headerState[row]), state: stateOf(dump, row), stateDetail: textOf(dump, threads.stateDetail[row]),
    activity: textOf(dump, threads.activity[row]), frames: Array.from(framesOf(dump, row), (id) => textOf(dump, id)),
    acts: rows.map((act) => `${acts.act[act]} ${acts.depth[act]} ${textOf(dump, acts.object[act])} ${textOf(dump, acts.className[act])} ${acts.line[act]}`),
    firstLine: threads.firstLine[row] ?? 0, lastLine: threads.lastLine[row] ?? 0, stackLine: threads.stackLine[row] ?? 0, listed: (flags & FLAG_SYNCHRONIZERS_LISTED) !== 0,
  };
}

function factsOf({ model, span, capturedAt, tool, unparsedLines }: ParsedArtifact<ThreadDump>): ReferenceDump {
  return {
    vm: model.vm, capturedAt, tool: tool?.replace(/ Thread\.print.*$/, '') ?? null, firstLine: span.first, lastLine: span.last, unparsedLines,
    threads: Array.from({ length: model.threads.count }, (_, row) => threadOf(model, row)),
    reports: model.deadlocks.flatMap(({ printedLine }) => (printedLine === null ? [] : [printedLine])),
  };
}

export interface Comparison {
  readonly fast: readonly ReferenceDump[];
  readonly slow: readonly ReferenceDump[];
}

/** What both readers make of the bytes; null when they are not all of HotSpot's text form. */
export function compareReaders(bytes: Uint8Array): Comparison | null {
  const found = readBytes(bytes);
  if (found.some(({ model }) => model.dialect !== 'hotspot-text')) return null;
  const fast = found.map(factsOf);
  const slow = new ReferenceReader().read(asLatin1(bytes)).map((dump, index) => ({
    ...dump,
    vm: dump.vm === null ? null : decoded(dump.vm),
    // A report without threads of the dump makes no deadlock.
    reports: dump.reports.filter((line) => fast[index]?.reports.includes(line)),
  }));
  return { fast: fast.map((dump) => ({ ...dump, reports: dump.reports.toSorted((a, b) => a - b) })), slow };
}
