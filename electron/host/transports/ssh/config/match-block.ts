import { matchesExactly, matchesPatternList } from '../host-patterns.ts';

/** What the criteria of a Match line are compared with. */
export interface MatchSubject {
  /** As given by the person. */
  readonly originalHost: string;
  /** By HostName so far. */
  readonly host: string;
  readonly user: string;
  readonly localUser: string;
  /** The second reading of the files, which `final` and `canonical` wait for. */
  readonly finalPass: boolean;
}

export interface MatchResult {
  readonly matches: boolean;
  /** `final` stands in the line: the files must be read once more at the end. */
  readonly wantsFinalPass: boolean;
  /** A criterion that is not followed (`exec`, which would run a command, or one that is unknown); the block then does not apply. */
  readonly unsupported: string | null;
}

/** A Match line, criterion by criterion, as OpenSSH judges. */
export function judgeMatch(rest: string, subject: MatchSubject): MatchResult {
  const words = matchWords(rest);
  let [matches, wantsFinalPass] = [true, false];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const negated = word.startsWith('!');
    const criterion = (negated ? word.slice(1) : word).toLowerCase();
    if (criterion === 'all') return { matches: matches && !negated, wantsFinalPass, unsupported: null };
    let holds: boolean | null;
    if (criterion === 'final' || criterion === 'canonical') {
      wantsFinalPass ||= criterion === 'final';
      holds = subject.finalPass;
    } else {
      at += 1;
      holds = judgeCriterion(criterion, (words[at] ?? '').split(','), subject);
    }
    if (holds === null) return { matches: false, wantsFinalPass, unsupported: `Match ${criterion}` };
    matches &&= holds !== negated;
  }
  return { matches, wantsFinalPass, unsupported: null };
}

function judgeCriterion(criterion: string, patterns: readonly string[], subject: MatchSubject): boolean | null {
  switch (criterion) {
    case 'host':
      return matchesPatternList(patterns, subject.host);
    case 'originalhost':
      return matchesPatternList(patterns, subject.originalHost);
    case 'user':
      return matchesExactly(patterns, subject.user);
    case 'localuser':
      return matchesExactly(patterns, subject.localUser);
    default:
      return null;
  }
}

/** Words parted by spaces or one `=`, with double quotes, up to a comment. */
function matchWords(rest: string): string[] {
  const words = Array.from(rest.matchAll(/"([^"]*)"|[^\s="]+/g), (found) => ({ text: found[1] ?? found[0], comment: found[0].startsWith('#') }));
  const end = words.findIndex(({ comment }) => comment);
  return (end < 0 ? words : words.slice(0, end)).map(({ text }) => text);
}
