import type { ArtifactKind, ArtifactParser } from '../artifacts/artifact-kind.ts';
import type { ArtifactId } from '../base/ids.ts';
import type { ParsedArtifact } from '../base/parsed.ts';
import type { CaptureInput, CaptureReading, Ingest, LineIndex } from './engine.ts';
import { guessEncoding, type Encoding } from './guess-encoding.ts';
import { LineIndexBuilder } from './line-index-builder.ts';
import { isBlank, looksBinary, nameFileType } from './name-file-type.ts';
import { createLineEndNormalizer } from './normalize-line-ends.ts';
import { createTranscoder } from './transcode-to-utf8.ts';

/** An artifact as the engine holds it. */
export interface HeldArtifact {
  readonly id: ArtifactId;
  readonly kind: ArtifactKind<unknown>;
  readonly input: CaptureInput;
  readonly parsed: ParsedArtifact<unknown>;
}

/** A capture as the engine holds it: how it was read, where its lines start, and what was found. */
export interface HeldCapture {
  readonly input: CaptureInput;
  readonly reading: CaptureReading;
  readonly lineIndex: LineIndex;
  readonly artifacts: readonly HeldArtifact[];
}

/** Bytes kept before deciding on encoding and kinds. */
const HEAD_BYTES = 65_536;

/** A kind with at least this score reads the capture beside the best one: a log may hold thread dumps and histograms. */
const ALSO_READ_FROM = 0.5;

interface Reader {
  readonly kind: ArtifactKind<unknown>;
  readonly parser: ArtifactParser<unknown>;
}

type Unrecognised = NonNullable<CaptureReading['unrecognised']>;

/** What follows from the head: how bytes reach which readers. */
interface Pipeline {
  readonly encoding: Encoding;
  readonly lines: LineIndexBuilder;
  readonly readers: readonly Reader[];
  readonly refused: Unrecognised | null;
  push(chunk: Uint8Array): void;
  finish(): void;
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
      pipeline.finish();
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
  const fileType = nameFileType(head);
  const refused = fileType ?? refusedForKind(input, kinds);
  const readers = refused ? [] : chooseReaders(decodedHead(head), input, kinds);
  const feed = (chunk: Uint8Array): void => {
    if (chunk.length > 0) for (const { parser } of readers) parser.push(chunk);
  };
  return {
    encoding: guess.encoding,
    lines,
    readers,
    refused: refused ?? (readers.length === 0 ? { code: 'binary', what: 'a binary file of unknown type' } : null),
    push(chunk) {
      lines.push(chunk);
      if (readers.length > 0) feed(normalizer.push(transcoder.push(chunk)));
    },
    finish() {
      feed(normalizer.push(transcoder.finish()));
      feed(normalizer.finish());
    },
  };
}

function refusedForKind(input: CaptureInput, kinds: readonly ArtifactKind<unknown>[]): Unrecognised | null {
  if (input.kind === null || kinds.some((kind) => kind.id === input.kind)) return null;
  return { code: 'unknown-kind', what: `no kind named ${input.kind}` };
}

/** The head as kinds meet it: UTF-8 with line ends normalized. */
function decodedHead(head: Uint8Array): Uint8Array {
  const normalizer = createLineEndNormalizer();
  return normalizer.push(createTranscoder(guessEncoding(head)).push(head));
}

/** The kind asked for; else those whose sniff is sure enough; else, for text, all of them: what is sought may come after the head. */
function chooseReaders(head: Uint8Array, input: CaptureInput, kinds: readonly ArtifactKind<unknown>[]): readonly Reader[] {
  const read = (kind: ArtifactKind<unknown>): Reader => ({ kind, parser: kind.createParser(input.command ?? null) });
  if (input.kind !== null) return kinds.filter((kind) => kind.id === input.kind).map(read);
  const scored = kinds.map((kind) => ({ kind, score: kind.sniff(head) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  if (best > 0) return scored.filter(({ score }) => score === best || score >= ALSO_READ_FROM).map(({ kind }) => read(kind));
  return looksBinary(head) ? [] : kinds.map(read);
}

function holdCapture(input: CaptureInput, pipeline: Pipeline, bytes: number, blank: boolean): HeldCapture {
  const found = pipeline.readers.flatMap(({ kind, parser }) => parser.finish().map((parsed) => ({ kind, parsed })));
  found.sort((a, b) => a.parsed.span.first - b.parsed.span.first);
  const artifacts = found.map(({ kind, parsed }, i) => ({ id: `${input.id}.${i + 1}` as ArtifactId, kind, input, parsed }));
  const lineIndex = pipeline.lines.finish();
  const reading: CaptureReading = {
    capture: input.id,
    name: input.name,
    bytes,
    lines: lineIndex.lines,
    encoding: pipeline.encoding,
    artifacts: artifacts.map(({ id }) => id),
    unrecognised: artifacts.length > 0 ? null : whyNothing(pipeline.refused, bytes, blank),
  };
  return { input, reading, lineIndex, artifacts };
}

function whyNothing(refused: Unrecognised | null, bytes: number, blank: boolean): Unrecognised {
  if (bytes === 0) return { code: 'empty', what: 'an empty file' };
  if (refused && refused.code !== 'binary') return { code: refused.code, what: refused.what };
  if (blank) return { code: 'whitespace', what: 'only white space' };
  return refused ?? { code: 'unknown-text', what: 'text of no known kind' };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
