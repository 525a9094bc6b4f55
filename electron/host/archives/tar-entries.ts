import { extract, type Entry, type Extract } from 'tar-stream';
import { textOf } from '../host-errors.ts';
import type { ArchiveEntry, Bytes } from './archive-entry.ts';
import { Refusal } from './refusal.ts';
import { StarvedReader } from './starved-reader.ts';

/** Headers that carry long names are held whole; a header that claims gigabytes was made to fill the memory. */
const LONGEST_HEADER = 4 * 1024 * 1024;

interface Reading {
  readonly tar: Extract;
  readonly reader: StarvedReader;
  fed: number;
  /** Of those fed when an entry, or bytes of one, last came out. */
  seen: number;
}

/** The entries of a tar, one after the other; the bytes of one must be read, or left, before the next is asked for. Throws `cut` or `damaged`, or what `source` throws. */
export async function* tarEntries(source: Bytes): AsyncGenerator<ArchiveEntry> {
  const reading: Reading = { tar: extract(), reader: new StarvedReader(), fed: 0, seen: 0 };
  const { tar, reader } = reading;
  const end: { error: Error | null } = { error: null };
  const feeding = feed(reading, source).catch(async (error: unknown) => {
    end.error = error instanceof Error ? error : new Error(textOf(error));
    await reader.starved();
    tar.destroy(end.error);
  });
  const entries = tar[Symbol.asyncIterator]() as AsyncIterator<Entry>;
  try {
    for (let next = await reader.ask(entries.next()); next.done !== true; next = await reader.ask(entries.next())) {
      const entry = next.value;
      reading.seen = reading.fed;
      if (entry.header.type !== 'directory') yield entryOf(entry, reading);
      // What was not read is passed over.
      entry.resume();
    }
    await feeding;
    if (end.error !== null) throw end.error;
  } catch (error) {
    throw asRefusal(end.error ?? error);
  } finally {
    reader.leave();
    tar.destroy();
    await feeding;
  }
}

async function feed(reading: Reading, source: Bytes): Promise<void> {
  const { tar, reader } = reading;
  for await (const chunk of source) {
    reading.fed += chunk.length;
    if (reading.fed - reading.seen > LONGEST_HEADER) throw new Refusal('damaged', 'header');
    if (!tar.write(chunk)) await drained(tar);
    if (tar.destroyed) return;
  }
  // An end that comes too soon drops what nobody has read yet.
  await reader.starved();
  tar.end();
}

function drained(tar: Extract): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      tar.off('drain', done);
      tar.off('close', done);
      resolve();
    };
    tar.on('drain', done);
    tar.on('close', done);
  });
}

function entryOf(entry: Entry, reading: Reading): ArchiveEntry {
  return { name: entry.header.name, refusal: refusalOf(entry), bytes: () => bytesOf(entry, reading) };
}

function refusalOf({ header: { type, linkname } }: Entry): Refusal | null {
  if (type === 'file' || type === 'contiguous-file') return null;
  return type === 'symlink' || type === 'link' ? new Refusal('link', `→ ${linkname ?? ''}`) : new Refusal('special-file', type ?? '?');
}

/** Leaving an entry early would end the whole tar: the rest of it is read and dropped. */
async function* bytesOf(entry: Entry, reading: Reading): AsyncGenerator<Uint8Array> {
  const iterator = (entry as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  let isOpen = true;
  const next = async (): Promise<Uint8Array | null> => {
    const { done, value } = await reading.reader.ask(iterator.next()).catch((error: unknown) => {
      isOpen = false;
      throw asRefusal(error);
    });
    reading.seen = reading.fed;
    if (done === true) isOpen = false;
    return done === true ? null : value;
  };
  try {
    for (let chunk = await next(); chunk !== null; chunk = await next()) yield chunk;
  } finally {
    if (isOpen) for (let chunk = await next(); chunk !== null; ) chunk = await next();
  }
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const what = textOf(error);
  return what === 'Unexpected end of data' ? new Refusal('cut') : new Refusal('damaged', what);
}
