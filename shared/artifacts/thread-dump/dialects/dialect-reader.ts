import type { DumpLine } from '../building/dump-line.ts';

/** Reads one dialect that is written in lines, other than HotSpot's own text form. */
export interface DialectReader {
  /** True where a dump of this dialect begins. Called for lines that no rule of the reader at work knows. */
  begins(line: DumpLine): boolean;
  /** False for a line that is none of the dialect's. The first line a reader is given is one that begins a dump. */
  read(line: DumpLine): boolean;
  /** The dump ends here: another reader takes over, or no more lines come. */
  end(): void;
}
