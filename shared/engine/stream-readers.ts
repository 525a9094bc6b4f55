import type { ArtifactKind, ArtifactParser } from '../artifacts/artifact-kind.ts';
import type { ParsedArtifact } from '../base/parsed.ts';
import type { CaptureInput } from './engine.ts';
import { looksBinary } from './name-file-type.ts';

/** Bytes kept before deciding on kinds. */
const HEAD_BYTES = 65_536;

/** A kind with at least this score reads the stream beside the best one: a log may hold thread dumps and histograms. */
const ALSO_READ_FROM = 0.5;

interface Reader {
  readonly kind: ArtifactKind<unknown>;
  readonly parser: ArtifactParser<unknown>;
}

/** One stream of a capture, in UTF-8 and repaired, and the kinds that read it. */
export class StreamReaders {
  readonly #input: CaptureInput;
  readonly #kinds: readonly ArtifactKind<unknown>[];
  #readers: readonly Reader[] | null = null;
  #head: Uint8Array[] = [];
  #headBytes = 0;

  constructor(input: CaptureInput, kinds: readonly ArtifactKind<unknown>[]) {
    this.#input = input;
    this.#kinds = kinds;
  }

  /** Kinds that read the stream; none when it looks binary. */
  get count(): number {
    return this.#readers?.length ?? 0;
  }

  push(bytes: Uint8Array): void {
    if (this.#readers) {
      this.#feed(bytes);
      return;
    }
    this.#head.push(bytes.slice());
    this.#headBytes += bytes.length;
    if (this.#headBytes >= HEAD_BYTES) this.#open();
  }

  /** In the order of the kinds. */
  finish(): readonly { readonly kind: ArtifactKind<unknown>; readonly parsed: ParsedArtifact<unknown> }[] {
    if (this.#readers === null) this.#open();
    return (this.#readers ?? []).flatMap(({ kind, parser }) => parser.finish().map((parsed) => ({ kind, parsed })));
  }

  #open(): void {
    const head = new Uint8Array(this.#headBytes);
    let at = 0;
    for (const part of this.#head) {
      head.set(part, at);
      at += part.length;
    }
    this.#head = [];
    this.#readers = chooseReaders(head.subarray(0, HEAD_BYTES), this.#input, this.#kinds);
    this.#feed(head);
  }

  #feed(bytes: Uint8Array): void {
    if (bytes.length > 0) for (const { parser } of this.#readers ?? []) parser.push(bytes);
  }
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
