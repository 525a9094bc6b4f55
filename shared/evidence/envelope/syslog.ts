import type { Envelope } from './envelope.ts';
import { bringsMarksToLight, prefixPeeler, type MatchPrefix } from './prefix-peeler.ts';
import { mostMatch } from './sample-lines.ts';

const MONTH_DAY = String.raw`[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?`;
const ISO = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|[+-]\d\d:?\d\d|[A-Z]{3,4}))?`;
const FULL = String.raw`[A-Z][a-z]{2} ${ISO}`;
const MONOTONIC = String.raw`\[ *\d+\.\d+\]`;
const UNIX = String.raw`\d{10}\.\d+`;
const PROGRAM = String.raw`([^\s:\[\]]+(?:\[\d+\])?):`;

const SHAPES: readonly RegExp[] = [
  // journalctl -o short, short-iso, short-precise, short-full, short-monotonic, short-unix; RFC 3164: `… host java[1234]: text`
  new RegExp(`^(?:<\\d{1,3}>)?(?:${MONTH_DAY}|${ISO}|${FULL}|${MONOTONIC}|${UNIX}) (\\S+ )?${PROGRAM}(?: |$)`),
  // RFC 5424: `<34>1 2026-11-21T12:09:49.003Z host java 1234 ID47 - text`
  /^<\d{1,3}>\d (?:\S+) (\S+ )(\S+ \S+) \S+ (?:-|(?:\[[^\]]*\])+)(?: |$)/,
];

/** rsyslog writes control characters as `#011`, in octal. */
function withTabs(text: string): string {
  return text.includes('#011') ? text.replaceAll('#011', '\t') : text;
}

/** journald and syslog; lines of different hosts and processes are read apart. ENV-16 */
export const SYSLOG: Envelope = {
  detect(sample, lookInside) {
    for (const shape of SHAPES) {
      if (!mostMatch(sample, shape)) continue;
      const match: MatchPrefix = (line) => {
        const found = shape.exec(line);
        return found === null ? null : { length: found[0].length, stream: `${found[1] ?? ''}${found[2] ?? ''}` };
      };
      if (bringsMarksToLight(sample, lookInside, match, withTabs)) return { kind: 'syslog', peeler: prefixPeeler(match, withTabs) };
    }
    return null;
  },
};
