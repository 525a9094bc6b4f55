import { ANSI } from './ansi.ts';
import { countMarked } from './content-marks.ts';
import { CRI_LOG } from './cri.ts';
import type { Emit, Envelope, EnvelopeKind, LookInside, Peeler } from './envelope.ts';
import { ESCAPED_TEXT } from './escaped-text.ts';
import { FENCES } from './fences.ts';
import { HTML } from './html.ts';
import { DOCKER_JSON, JSON_LOG } from './json-log.ts';
import { LOG_PREFIX } from './log-prefix.ts';
import { REVERSED } from './reversed.ts';
import { SOURCE_PREFIX } from './source-prefix.ts';
import { SYSLOG } from './syslog.ts';
import { TIMESTAMPS } from './timestamps.ts';

/** In the order in which they are tried; what is left is tried again from the first on. */
const ENVELOPES: readonly Envelope[] = [ANSI, DOCKER_JSON, CRI_LOG, JSON_LOG, ESCAPED_TEXT, HTML, SOURCE_PREFIX, SYSLOG, TIMESTAMPS, LOG_PREFIX, FENCES, REVERSED];

/** Envelopes in envelopes; more is a mistake. */
const DEEPEST = 6;

export interface FoundEnvelope {
  readonly kind: EnvelopeKind;
  readonly peeler: Peeler;
}

/** The envelopes around these lines, outermost first; empty for text that is as its tool printed it. */
export function detectEnvelopes(lines: readonly string[]): readonly FoundEnvelope[] {
  return takeOff(lines, DEEPEST).found;
}

/** `inside`: the lines once all of `found` is taken off. */
function takeOff(lines: readonly string[], deepest: number): { readonly found: readonly FoundEnvelope[]; readonly inside: readonly string[] } {
  const found: FoundEnvelope[] = [];
  let sample = lines;
  while (found.length < deepest) {
    const next = firstFit(sample, found, (inner) => {
      const { found: further, inside } = takeOff(inner, deepest - found.length - 1);
      return { kinds: further.map(({ kind }) => kind), marks: countMarked(inside) };
    });
    if (next === null) break;
    found.push(next.envelope);
    sample = peeled(sample, next.trial);
  }
  return { found, inside: sample };
}

function firstFit(sample: readonly string[], found: readonly FoundEnvelope[], lookInside: LookInside): { readonly envelope: FoundEnvelope; readonly trial: Peeler } | null {
  for (const envelope of ENVELOPES) {
    const fit = envelope.detect(sample, lookInside);
    if (fit === null || found.some(({ kind }) => kind === fit.kind)) continue;
    // Peelers have a state: one for the trial, one for the capture.
    const trial = envelope.detect(sample, lookInside);
    if (trial) return { envelope: fit, trial: trial.peeler };
  }
  return null;
}

/** Lines of one stream stay together, as they will be read. */
function peeled(sample: readonly string[], peeler: Peeler): readonly string[] {
  const streams = new Map<string, string[]>();
  const emit: Emit = (text, _first, _last, stream) => {
    const lines = streams.get(stream);
    if (lines) lines.push(text);
    else streams.set(stream, [text]);
  };
  sample.forEach((line, i) => peeler.line(line, i + 1, i + 1, '', emit));
  peeler.finish(emit);
  return [...streams.values()].flat();
}
