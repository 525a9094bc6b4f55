import type { CpuShare, TopSummary } from './model.ts';

const TOP_LINE = /^top - (\d{1,2}):(\d\d):(\d\d) /;
const BUSYBOX_MEM = /^Mem: (\d+)K used, (\d+)K free/;
const NUMBER_AND_WORD = /(\d+(?:[.,]\d+)?)\s*%?\s*([^\s\d,.%][^\s,]*)/g;
const BUSYBOX_LABELS: Readonly<Record<string, keyof CpuShare>> = { usr: 'user', sys: 'system', nic: 'nice', idle: 'idle', io: 'wait' };
/** Order of the shares in every procps, whatever language their labels are in. */
const PROCPS_ORDER: readonly (keyof CpuShare | null)[] = ['user', 'system', 'nice', 'idle', 'wait', null, null, 'steal'];
/** `Threads:` in the languages that procps speaks. */
const THREADS = /^(threads|스레드|hilos|потоки|потоків|wątki|wątków|trådar|niti|线程)\b|^(스레드|потоки|потоків|线程)/i;
const UNIT_BYTES: Readonly<Record<string, number>> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4, P: 1024 ** 5, E: 1024 ** 6 };

const numberOf = (text: string | undefined): number => Number((text ?? '').replace(',', '.'));

/** Milliseconds since midnight of `top - 12:09:49 up …`; null for any other line. */
export function readTopLine(text: string): number | null {
  const match = TOP_LINE.exec(text);
  return match ? (Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3])) * 1000 : null;
}

/** Bytes of memory in all from busybox top's first line; null for any other line. */
export function readBusyboxMem(text: string): number | null {
  const match = BUSYBOX_MEM.exec(text);
  return match ? (Number(match[1]) + Number(match[2])) * 1024 : null;
}

type TaskCounts = Pick<TopSummary, 'total' | 'running' | 'sleeping' | 'stopped' | 'zombie'>;

/** The lines between `top - …` and the column titles: told by their place and numbers, because words and order of words depend on the language. PT-05 */
export class TopHead {
  readonly timeOfDayMs: number | null;
  readonly #line: number;
  #counts: TaskCounts | null = null;
  #cpu: CpuShare | null = null;
  #cpuLine = 0;
  memTotalBytes: number | null = null;
  countsThreads = false;

  constructor(line: number, timeOfDayMs: number | null, memTotalBytes: number | null) {
    this.#line = line;
    this.timeOfDayMs = timeOfDayMs;
    this.memTotalBytes = memTotalBytes;
  }

  /** False when the line is none of the head. */
  take(text: string, line: number): boolean {
    const colon = text.indexOf(':');
    if (colon < 0) return false;
    const rest = text.slice(colon + 1);
    const numbers = Array.from(rest.matchAll(NUMBER_AND_WORD), (match) => ({ value: numberOf(match[1]), label: match[2] ?? '' }));
    if (/^%?CPU/i.test(text)) {
      this.#takeCpu(numbers, line);
      return true;
    }
    if (text.startsWith('Load average')) return true;
    if (!this.#counts && !this.#cpu && numbers.length === 5) {
      const [total = Number.NaN, running = Number.NaN, sleeping = Number.NaN, stopped = Number.NaN, zombie = Number.NaN] = numbers.map(({ value }) => value);
      this.#counts = { total, running, sleeping, stopped, zombie };
      this.countsThreads = THREADS.test(text);
      return true;
    }
    return this.#takeMemory(text, rest, numbers.length);
  }

  summary(): TopSummary | null {
    if (!this.#counts && !this.#cpu) return null;
    const counts = this.#counts ?? { total: Number.NaN, running: Number.NaN, sleeping: Number.NaN, stopped: Number.NaN, zombie: Number.NaN };
    return { ...counts, cpuPercent: this.#cpu ?? unknownShare(), cpuLine: this.#cpuLine || this.#line };
  }

  #takeCpu(numbers: readonly { readonly value: number; readonly label: string }[], line: number): void {
    // Where there is one line for each CPU, the first is all that is kept.
    if (this.#cpu || numbers.length < 4) return;
    const share: Record<keyof CpuShare, number> = unknownShare();
    const isBusybox = numbers.some(({ label }) => label === 'usr');
    for (const [i, { value, label }] of numbers.entries()) {
      const key = isBusybox ? BUSYBOX_LABELS[label] : PROCPS_ORDER[i];
      if (key) share[key] = value;
    }
    this.#cpu = share;
    this.#cpuLine = line;
  }

  #takeMemory(text: string, rest: string, numbers: number): boolean {
    if (numbers < 3) return false;
    if (this.memTotalBytes === null) {
      const unit = /^([KMGTPE])i?B/.exec(text)?.[1] ?? /^\s*\d+([kKmMgG])\b/.exec(rest)?.[1]?.toUpperCase();
      const first = /\d+(?:[.,]\d+)?/.exec(rest)?.[0];
      if (unit !== undefined) this.memTotalBytes = Math.round(numberOf(first) * (UNIT_BYTES[unit] ?? 1));
    }
    return true;
  }
}

function unknownShare(): Record<keyof CpuShare, number> {
  return { user: Number.NaN, system: Number.NaN, nice: Number.NaN, idle: Number.NaN, wait: Number.NaN, steal: Number.NaN };
}
