import type { CpuTicks } from './model.ts';

/** What our own scripts print around the output of a tool; see collect-script.ts. */
export interface RecipePreamble {
  readonly source: 'ps' | 'top' | 'proc';
  readonly rowsAre: 'processes' | 'threads';
  readonly pid: number | null;
  readonly line: number;
  clockMs: number | null;
  ticksPerSecond: number;
  pageBytes: number;
  bootMs: number | null;
  uptimeMs: number | null;
  cpus: number | null;
  memTotalBytes: number | null;
  cpuTicks: CpuTicks | null;
  /** Line that says that processes of other users are not shown; null where they are. */
  hiddenLine: number | null;
}

const BEGIN = /^borescope-(ps|top|proc) 1 (processes|threads) (\d+)$/;
const CLOCK = /^clock (\S+)$/;
const NUMBER_LINES = /^(hz|page|btime|cpus|mem-kb|uptime) (\d+(?:\.\d+)?)/;
const CPU_TICKS = /^cpu +(\d+(?: \d+){6,})$/;
const END = 'borescope-end';

/** The first line of a capture of ours; null for any other line. */
export function readBegin(text: string, line: number): RecipePreamble | null {
  const match = BEGIN.exec(text);
  if (!match) return null;
  return {
    source: match[1] === 'ps' ? 'ps' : match[1] === 'top' ? 'top' : 'proc',
    rowsAre: match[2] === 'threads' ? 'threads' : 'processes',
    pid: Number(match[3]) || null,
    line,
    clockMs: null, ticksPerSecond: 100, pageBytes: 4096, bootMs: null, uptimeMs: null, cpus: null, memTotalBytes: null, cpuTicks: null, hiddenLine: null,
  };
}

export function isEnd(text: string): boolean {
  return text === END;
}

/** Takes one line of the preamble in; false when it is none. Facts that the target could not tell are absent. */
export function takePreambleLine(preamble: RecipePreamble, text: string, line: number): boolean {
  const clock = CLOCK.exec(text)?.[1];
  if (clock !== undefined) {
    const ms = Date.parse(clock);
    preamble.clockMs = Number.isNaN(ms) ? null : ms;
    return true;
  }
  const ticks = CPU_TICKS.exec(text)?.[1];
  if (ticks !== undefined) {
    const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0] = ticks.split(' ').map(Number);
    preamble.cpuTicks = { total: user + nice + system + idle + wait + irq + softirq + steal, idle, wait, steal, line };
    return true;
  }
  if (text === 'hidepid') {
    preamble.hiddenLine = line;
    return true;
  }
  const number = NUMBER_LINES.exec(text);
  if (!number) return false;
  takeNumber(preamble, number[1] ?? '', Number(number[2]));
  return true;
}

function takeNumber(preamble: RecipePreamble, name: string, value: number): void {
  switch (name) {
    case 'hz':
      preamble.ticksPerSecond = value || 100;
      break;
    case 'page':
      preamble.pageBytes = value || 4096;
      break;
    case 'btime':
      preamble.bootMs = value * 1000;
      break;
    case 'uptime':
      preamble.uptimeMs = value * 1000;
      break;
    case 'cpus':
      preamble.cpus = value || null;
      break;
    default:
      preamble.memTotalBytes = value * 1024;
  }
}
