import { message, type Message } from '../../base/message.ts';
import { isNonEmpty, type NonEmpty } from '../../base/non-empty.ts';
import type { Certainty, Evidence, Finding } from '../finding.ts';
import { hexNid } from '../process-table/columns.ts';
import { shownCommand } from '../process-table/shown-command.ts';
import { threadFamily, type ThreadFamily } from './thread-family.ts';

/** A thread with the CPU it used, in percent of one CPU. */
export interface ThreadLoad {
  readonly tid: number;
  readonly name: string;
  readonly percent: number;
  readonly evidence: NonEmpty<Evidence>;
}

/** How the percentages came about; `wording` is part of the catalogue keys. */
export interface Measurement {
  readonly wording: 'interval' | 'lifetime' | 'measured';
  readonly certainty: Certainty;
  readonly seconds: number;
  /** No CPU was left: a thread may then get little and still be the one that holds the others up. */
  readonly saturated: boolean;
  readonly details: readonly Message[];
}

/** Percent of one CPU worth a word, and worth a warning. */
const HOT = { free: 50, saturated: 25 } as const;
const VERY_HOT = { free: 80, saturated: 50 } as const;
const GC_WORTH_TELLING = 50;
const JIT_WORTH_TELLING = 80;
const THREADS_TOLD = 5;

/** Which threads use the CPU? Those of the JVM's own services are told together, all others one by one. TC-02 TC-03 */
export function hotThreadFindings(loads: readonly ThreadLoad[], measurement: Measurement): readonly Finding[] {
  const others = loads.filter(({ name, percent }) => percent >= HOT[measurement.saturated ? 'saturated' : 'free'] && threadFamily(name) === 'other').toSorted((a, b) => b.percent - a.percent);
  const further = others.slice(THREADS_TOLD);
  return [
    ...others.slice(0, THREADS_TOLD).map((load, i) => hotThread(load, measurement, i === 0 ? further : [])),
    ...familyFinding('gc', loads, GC_WORTH_TELLING, measurement),
    ...familyFinding('jit', loads, JIT_WORTH_TELLING, measurement),
  ];
}

function hotThread({ tid, name, percent, evidence }: ThreadLoad, { wording, certainty, seconds, saturated, details }: Measurement, further: readonly ThreadLoad[]): Finding {
  return {
    // An average since the start says little about now: a rule of its own, so that the two are never told as one.
    rule: wording === 'lifetime' ? 'thread-cpu-average' : 'hot-thread',
    severity: wording !== 'lifetime' && percent >= VERY_HOT[saturated ? 'saturated' : 'free'] ? 'warning' : 'info',
    certainty,
    title: message(`thread-cpu.finding.hot-thread.${wording}`, { name: shownCommand(name), tid, percent, seconds }),
    details: [
      ...(further.length > 0 ? [message('thread-cpu.finding.hot-thread.further', { count: further.length })] : []),
      message('thread-cpu.finding.hot-thread.join', { tid, nid: hexNid(tid) ?? '' }),
      ...details,
    ],
    evidence,
    subject: String(tid),
    weight: percent / 100,
  };
}

function familyFinding(family: Exclude<ThreadFamily, 'other'>, loads: readonly ThreadLoad[], worthTelling: number, { wording, certainty, details }: Measurement): readonly Finding[] {
  const threads = loads.filter(({ name, percent }) => percent > 0 && threadFamily(name) === family).toSorted((a, b) => b.percent - a.percent);
  const percent = threads.reduce((sum, load) => sum + load.percent, 0);
  const evidence = threads.flatMap((load) => load.evidence).slice(0, 20);
  if (percent < worthTelling || wording === 'lifetime' || !isNonEmpty(evidence)) return [];
  return [
    {
      rule: `${family}-cpu`,
      severity: family === 'gc' ? 'warning' : 'info',
      certainty,
      title: message(`thread-cpu.finding.${family}-cpu`, { percent, count: threads.length }),
      details: [message(`thread-cpu.finding.${family}-cpu.doubt`), ...details],
      evidence,
      subject: '',
      weight: percent / 100,
    },
  ];
}
