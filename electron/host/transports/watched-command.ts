/**
 * Runs the words after the first two under watch. `$1`: a mark; `$2`: how many bytes of standard input are the command's own.
 * Standard input stays open beyond them: its end means that nobody waits any more, and then everything started here ends too.
 * On standard error, `mark up` comes before the command's own output and `mark STATUS` after it. Nothing is written on the target.
 */
const WATCH_SCRIPT = `
mark=$1 bytes=$2; shift 2
printf '%s up\\n' "$mark" >&2
sh -c 'echo $$; head -c "$1"; exec >/dev/null 2>&1; cat; trap "" TERM; kill -TERM 0; sleep 1; kill -KILL 0' watch "$bytes" | {
  read -r watcher
  "$@"
  status=$?
  printf '%s %s\\n' "$mark" "$status" >&2
  kill -KILL "$watcher" 2>/dev/null
  exit "$status"
}
`;

/** argv that runs `argv` under watch. */
export function watchedCommand(argv: readonly string[], mark: string, stdinBytes: number): [string, ...string[]] {
  return ['sh', '-c', WATCH_SCRIPT, 'borescope', mark, String(stdinBytes), ...argv];
}

/** Takes the marks out of a stream of standard error as it comes, and drops what comes after the status: by then only shells speak. */
export class MarkReader {
  /** The command was started. */
  up = false;
  /** null until the command ended. */
  status: number | null = null;
  readonly #mark: string;
  readonly #onStatus: () => void;
  #held = Buffer.alloc(0);
  #before: Buffer[] = [];

  constructor(mark: string, onStatus: () => void = () => {}) {
    this.#mark = mark;
    this.#onStatus = onStatus;
  }

  /** The command's own part of the stream, as far as it is known not to be a mark. */
  push(chunk: Uint8Array): Buffer {
    if (this.status !== null) return Buffer.alloc(0);
    this.#held = Buffer.concat([this.#held, chunk]);
    const own: Buffer[] = [];
    for (;;) {
      const at = this.#held.indexOf(this.#mark);
      const end = at < 0 ? -1 : this.#held.indexOf('\n', at);
      if (end < 0) break;
      this.#sort(this.#held.subarray(0, at), own);
      this.#note(this.#held.toString('latin1', at + this.#mark.length + 1, end));
      this.#held = this.#held.subarray(end + 1);
      if (this.status !== null) return Buffer.concat(own);
    }
    const known = this.#held.length - this.#possibleStart();
    this.#sort(this.#held.subarray(0, known), own);
    this.#held = this.#held.subarray(known);
    return Buffer.concat(own);
  }

  /** What others said before the command was up, since last asked for. */
  takeBefore(): Buffer {
    return Buffer.concat(this.#before.splice(0));
  }

  /** What was held back when the stream ended. */
  rest(): Buffer {
    return this.#held;
  }

  #sort(bytes: Buffer, own: Buffer[]): void {
    (this.up ? own : this.#before).push(bytes);
  }

  #note(word: string): void {
    if (word === 'up') this.up = true;
    else if (/^\d+$/.test(word)) {
      this.status = Number(word);
      this.#onStatus();
    }
  }

  /** Bytes at the end that may become a mark. */
  #possibleStart(): number {
    const at = this.#held.indexOf(this.#mark);
    if (at >= 0) return this.#held.length - at;
    for (let length = Math.min(this.#mark.length - 1, this.#held.length); length > 0; length -= 1) {
      if (this.#held.subarray(this.#held.length - length).toString('latin1') === this.#mark.slice(0, length)) return length;
    }
    return 0;
  }
}
