import type { ArtifactKind } from '../artifacts/artifact-kind.ts';
import type { ArtifactId } from '../base/ids.ts';
import type { LineSpan, ParsedArtifact } from '../base/parsed.ts';
import type { LineMap } from '../evidence/envelope/line-map.ts';
import { CaptureRepair, type RepairResult } from '../evidence/envelope/repair-capture.ts';
import type { CaptureInput, CaptureReading, Ingest, LineIndex } from './engine.ts';
import { guessEncoding, type Encoding } from './guess-encoding.ts';
import { guessTextType } from './guess-text-type.ts';
import { LineIndexBuilder } from './line-index-builder.ts';
import { isBlank, nameFileType } from './name-file-type.ts';
import { createLineEndNormalizer } from './normalize-line-ends.ts';
import { rawSpan } from './raw-line-numbers.ts';
import { StreamReaders } from './stream-readers.ts';
import { createTranscoder } from './transcode-to-utf8.ts';

/** An artifact as the engine holds it. */
export interface HeldArtifact {
  readonly id: ArtifactId;
  readonly kind: ArtifactKind<unknown>;
  readonly input: CaptureInput;
  readonly parsed: ParsedArtifact<unknown>;
  /** From the lines that `parsed` speaks of to those of the capture; null where they are the same. */
  readonly lineMap: LineMap | null;
}

/** A capture as the engine holds it: how it was read, where its lines start, and what was found. */
export interface HeldCapture {
  readonly input: CaptureInput;
  readonly reading: CaptureReading;
  readonly lineIndex: LineIndex;
  readonly artifacts: readonly HeldArtifact[];
}

type Unrecognised = NonNullable<CaptureReading['unrecognised']>;

/** Bytes kept before deciding on encoding and kinds. */
const HEAD_BYTES = 65_536;

/** What follows from the head: how bytes reach which readers. */
interface Pipeline {
  readonly encoding: Encoding;
  readonly lines: LineIndexBuilder;
  /** What the beginning resembles, for texts that no kind reads. */
  readonly guess: Unrecognised | null;
  /** Set when no kind may look at the bytes. */
  readonly refused: Unrecognised | null;
  push(chunk: Uint8Array): void;
  finish(): RepairResult;
  /** After `finish`. */
  readonly streams: ReadonlyMap<string, StreamReaders>;
}

/** Reads one capture as its bytes come; `keep` receives the result once, when it is finished. */
export function ingestCapture(input: CaptureInput, kinds: readonly ArtifactKind<unknown>[], keep: (capture: HeldCapture) => void): Ingest {
  let head = new Uint8Array(0);
  let pipeline: Pipeline | null = null;
  let bytes = 0;
  let blank = true;

  const openWithHead = (): Pipeline => {
    const opened = openPipeline(head, input, kinds);
    opened.push(head);
    head = new Uint8Array(0);
    return opened;
  };

  return {
    push(chunk) {
      bytes += chunk.length;
      blank = blank && isBlank(chunk);
      if (pipeline) {
        pipeline.push(chunk);
        return;
      }
      const taken = Math.min(HEAD_BYTES - head.length, chunk.length);
      head = joined(head, chunk.subarray(0, taken));
      if (head.length < HEAD_BYTES) return;
      pipeline = openWithHead();
      if (taken < chunk.length) pipeline.push(chunk.subarray(taken));
    },
    finish() {
      pipeline ??= openWithHead();
      const held = holdCapture(input, pipeline, bytes, blank);
      keep(held);
      return held.reading;
    },
  };
}

function openPipeline(head: Uint8Array, input: CaptureInput, kinds: readonly ArtifactKind<unknown>[]): Pipeline {
  const guess = guessEncoding(head);
  const lines = new LineIndexBuilder(guess.encoding);
  const transcoder = createTranscoder(guess);
  const normalizer = createLineEndNormalizer();
  const refused = nameFileType(head) ?? refusedForKind(input, kinds);
  const streams = new Map<string, StreamReaders>();
  const deliver = (stream: string, bytes: Uint8Array): void => {
    const readers = streams.get(stream) ?? new StreamReaders(input, kinds);
    streams.set(stream, readers);
    readers.push(bytes);
  };
  const repair = input.isRepaired === false ? null : new CaptureRepair(deliver);
  const feed = (chunk: Uint8Array): void => {
    if (chunk.length === 0) return;
    if (repair) repair.push(chunk);
    else deliver('', chunk);
  };
  return {
    encoding: guess.encoding,
    guess: guessTextType(head),
    lines,
    refused,
    streams,
    push(chunk) {
      lines.push(chunk);
      if (!refused) feed(normalizer.push(transcoder.push(chunk)));
    },
    finish() {
      if (refused) return UNREPAIRED;
      feed(normalizer.push(transcoder.finish()));
      feed(normalizer.finish());
      return repair?.finish() ?? UNREPAIRED;
    },
  };
}

const UNREPAIRED: RepairResult = { repairs: [], lineMaps: new Map() };

function refusedForKind(input: CaptureInput, kinds: readonly ArtifactKind<unknown>[]): Unrecognised | null {
  if (input.kind === null || kinds.some((kind) => kind.id === input.kind)) return null;
  return { code: 'unknown-kind', what: `no kind named ${input.kind}` };
}

function holdCapture(input: CaptureInput, pipeline: Pipeline, bytes: number, blank: boolean): HeldCapture {
  const { repairs, lineMaps } = pipeline.finish();
  const streams = Array.from(pipeline.streams, ([name, readers]) => ({ lineMap: lineMaps.get(name) ?? null, found: readers.finish(), wasRead: readers.count > 0 }));
  const found = streams.flatMap(({ lineMap, found: ofStream }) => ofStream.map(({ kind, parsed }) => ({ kind, parsed, lineMap, first: rawSpan(parsed.span, lineMap).first })));
  found.sort((a, b) => a.first - b.first);
  const artifacts = found.map(({ kind, parsed, lineMap }, i) => ({ id: `${input.id}.${i + 1}` as ArtifactId, kind, input, parsed, lineMap }));
  const lineIndex = pipeline.lines.finish();
  const refused = pipeline.refused ?? (streams.some(({ wasRead }) => wasRead) ? null : { code: 'binary', what: 'a binary file of unknown type' });
  const reading: CaptureReading = {
    capture: input.id,
    name: input.name,
    bytes,
    lines: lineIndex.lines,
    linesOutside: linesOutside(lineIndex.lines, artifacts.map(({ parsed, lineMap }) => rawSpan(parsed.span, lineMap))),
    encoding: pipeline.encoding,
    artifacts: artifacts.map(({ id }) => id),
    unrecognised: artifacts.length > 0 ? null : whyNothing(refused, pipeline.guess, bytes, blank),
    repairs,
    isRepaired: input.isRepaired !== false,
  };
  return { input, reading, lineIndex, artifacts };
}

/** `spans` in the order of their first lines; those of streams read apart may overlap. */
function linesOutside(lines: number, spans: readonly LineSpan[]): number {
  let outside = lines;
  let last = 0;
  for (const span of spans) {
    outside -= Math.max(0, span.last - Math.max(last, span.first - 1));
    last = Math.max(last, span.last);
  }
  return outside;
}

function whyNothing(refused: Unrecognised | null, guess: Unrecognised | null, bytes: number, blank: boolean): Unrecognised {
  if (bytes === 0) return { code: 'empty', what: 'an empty file' };
  if (refused && refused.code !== 'binary') return { code: refused.code, what: refused.what };
  if (blank) return { code: 'whitespace', what: 'only white space' };
  return refused ?? guess ?? { code: 'unknown-text', what: 'text of no known kind' };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
