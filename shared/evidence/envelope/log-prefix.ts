import { bannerPosition, countMarked, markPosition, startsWithMark } from './content-marks.ts';
import type { Envelope, EnvelopeKind, Peeler } from './envelope.ts';
import { joinStreams } from './prefix-peeler.ts';

/** Longer is no prefix. */
const LONGEST_PREFIX = 400;
const SHAPES_KEPT = 32;
/** How much of a pattern's beginning a prefix met later must share with a known one. */
const LIKENESS = 8;
/** Share of the lines with a tool's words that a prefix must be on: a log's own line within a dump is none. */
const LEAST_SHARE = 0.1;
/** Of process numbers there are a few in one log; of sequence numbers there are many. */
const MOST_STREAMS = 8;
const LINES_OF_A_STREAM = 5;

const TIME = /\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ,]+\d{1,2}:\d\d(?::\d\d)?(?:[.,:]\d+)?)?(?: ?[AP]M\b)?|\d{1,2}:\d\d:\d\d(?:[.,:]\d+)?(?: ?[AP]M\b)?|(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} +\d{1,2},? (?:\d{4},? )?\d{1,2}:\d\d:\d\d(?: ?[AP]M\b)?/g;
const LEVEL = /\b(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|SEVERE|FINE|FINER|FINEST|CONFIG)\b *| +(?=\b(?:INFO|WARN)\b)/g;

/** A learned prefix: numbers may differ from line to line, times are not looked at, the rest is as it was. */
interface Shape {
  readonly source: string;
  readonly matcher: RegExp;
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

function numbersFree(text: string): string {
  return text.split(LEVEL).map((part) => part.split(/\d+/).map(literal).join(String.raw`(\d+)`)).join(String.raw` *(?:[A-Z]{4,7})? *`);
}

function timeFree(time: string): string {
  return time.split(/\d+/).map((part) => literal(part).replaceAll(/[A-Z][a-z]{2}/g, '[A-Z][a-z]{2}').replaceAll(/[AP]M/g, '[AP]M')).join(String.raw`\d+`);
}

function shapeOf(prefix: string): string {
  let source = '';
  let at = 0;
  for (const time of prefix.matchAll(TIME)) {
    source += numbersFree(prefix.slice(at, time.index)) + timeFree(time[0]);
    at = time.index + time[0].length;
  }
  return source + numbersFree(prefix.slice(at));
}

/** Blank lines often lose the prefix's last space. */
function compile(source: string, prefix: string): Shape {
  const trimmed = shapeOf(prefix.trimEnd());
  return { source, matcher: new RegExp(trimmed === '' ? `^${source}` : `^(?:${source}|${trimmed}$)`) };
}

/** Where a prefix before the tool's text ends; 0 when there is none. */
function prefixLength(line: string): number {
  const at = markPosition(line);
  if (at <= 0 || at > LONGEST_PREFIX) return 0;
  // Lines of stacks may stand deeper than others; banners and headers begin at the margin.
  const isIndentedStack = line.slice(0, at).trim() === '' && line[at] !== '"' && line[at] !== 'F';
  return isIndentedStack ? 0 : at;
}

function kindOf(prefix: string): EnvelopeKind {
  if (prefix.trim() === '') return 'indent';
  return /^[\s>]*>[\s>]*$/.test(prefix) ? 'quote' : 'log-prefix';
}

class LogPrefix implements Peeler {
  readonly #shapes: Shape[];
  readonly #hasStreams: boolean;

  constructor(shapes: readonly Shape[], hasStreams: boolean) {
    this.#shapes = [...shapes];
    this.#hasStreams = hasStreams;
  }

  line: Peeler['line'] = (text, first, last, stream, emit) => {
    for (const { matcher } of this.#shapes) {
      const found = matcher.exec(text);
      if (found === null) continue;
      const inner = this.#hasStreams ? numbersOf(found) : '';
      emit(text.slice(found[0].length), first, last, joinStreams(stream, inner));
      return true;
    }
    // Another thread, level or logger wrote this part: one more prefix to know.
    const length = this.#shapes.length < SHAPES_KEPT && !startsWithMark(text) ? prefixLength(text) : 0;
    const source = length > 0 ? shapeOf(text.slice(0, length)) : '';
    const isLike = length > 0 && this.#shapes.some((shape) => shape.source.slice(0, LIKENESS) === source.slice(0, LIKENESS));
    if (isLike) this.#shapes.push(compile(source, text.slice(0, length)));
    emit(isLike ? text.slice(length) : text, first, last, stream);
    return isLike;
  };

  finish(): void {}
}

function numbersOf(found: RegExpExecArray): string {
  return found.slice(1).filter((number) => number !== undefined).join(' ');
}

function isOnMore(sample: readonly string[], { matcher }: Shape): boolean {
  let lines = 0;
  for (const line of sample) if (matcher.test(line)) lines += 1;
  return lines >= LINES_OF_A_STREAM && lines > sample.length / 2;
}

/** From its first line to its last, a prefix is on most lines. */
function coversMost(sample: readonly string[], shapes: readonly Shape[]): boolean {
  const isOn = sample.map((line) => shapes.some(({ matcher }) => matcher.test(line)));
  const within = sample.slice(isOn.indexOf(true), isOn.lastIndexOf(true) + 1).filter((line) => line.trim() !== '').length;
  return isOn.filter(Boolean).length * 2 >= within;
}

/** The rest of the message follows without the prefix. */
function isBeforeBanner(sample: readonly string[], prefix: string): boolean {
  return countMarked(sample) > 0 && sample.some((line) => bannerPosition(line) === prefix.length && line.startsWith(prefix));
}

/** Whether the numbers in the prefixes tell processes apart: a few of them, each on many lines. */
function namesStreams(prefixed: readonly string[], shapes: readonly Shape[]): boolean {
  const counts = new Map<string, number>();
  for (const line of prefixed) {
    const found = shapes.map(({ matcher }) => matcher.exec(line)).find((match) => match !== null);
    if (found) counts.set(numbersOf(found), (counts.get(numbersOf(found)) ?? 0) + 1);
  }
  return counts.size > 1 && counts.size <= MOST_STREAMS && [...counts.values()].every((count) => count >= LINES_OF_A_STREAM);
}

/** What a logger writes before each line, learned from lines that hold a tool's text; also quoted and indented text. ENV-20 */
export const LOG_PREFIX: Envelope = {
  detect(sample) {
    const counts = new Map<string, { readonly prefix: string; lines: number }>();
    const prefixed: string[] = [];
    for (const line of sample) {
      const length = startsWithMark(line) ? 0 : prefixLength(line);
      if (length === 0) continue;
      prefixed.push(line);
      const prefix = line.slice(0, length);
      const source = shapeOf(prefix);
      const known = counts.get(source);
      if (known) known.lines += 1;
      else counts.set(source, { prefix, lines: 1 });
    }
    const least = Math.max(2, (prefixed.length + countMarked(sample)) * LEAST_SHARE);
    // One line alone tells a prefix where other lines have it too, or before a banner: a logger's message of several lines has it there only.
    const learned = [...counts].filter(([source, { prefix, lines }]) => lines >= least || isOnMore(sample, compile(source, prefix)) || isBeforeBanner(sample, prefix));
    if (!coversMost(sample, learned.map(([source, { prefix }]) => compile(source, prefix))) && !learned.every(([, { prefix }]) => isBeforeBanner(sample, prefix))) return null;
    const first = learned.toSorted(([, a], [, b]) => b.lines - a.lines)[0];
    if (first === undefined) return null;
    const shapes = learned.slice(0, SHAPES_KEPT).map(([source, { prefix }]) => compile(source, prefix));
    return { kind: kindOf(first[1].prefix), peeler: new LogPrefix(shapes, namesStreams(prefixed, shapes)) };
  },
};
