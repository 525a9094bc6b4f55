import { matchesExactly } from '../host-patterns.ts';
import { judgeMatch, type MatchSubject } from './match-block.ts';
import type { ConfigFile, ConfigFiles, ConfigPlace } from './read-config-files.ts';

/** Who wants to go where; what a URI gives wins over every file. */
export interface ConfigQuestion {
  readonly host: string;
  readonly port: number | null;
  readonly user: string | null;
  readonly localUser: string;
}

export interface ConfigValue {
  readonly args: readonly string[];
  readonly place: ConfigPlace;
}

/** What the files say of one host, word by word (in lower case), before tokens are filled in. */
export interface EvaluatedConfig {
  /** HostName with %h filled in, else the name asked for; in lower case. */
  readonly host: string;
  readonly user: string;
  /** The first value of each word. */
  readonly values: ReadonlyMap<string, ConfigValue>;
  /** Words that add up. */
  readonly lists: ReadonlyMap<string, readonly ConfigValue[]>;
  /** Match criteria that were not judged. */
  readonly unjudged: readonly ConfigPlace[];
}

const ADDED_UP = new Set(['identityfile', 'certificatefile']);
/** Whichever of the two comes first rules the other out. */
const RIVALS: ReadonlyMap<string, string> = new Map([['proxyjump', 'proxycommand'], ['proxycommand', 'proxyjump']]);

/** The first value obtained for a word wins, as in OpenSSH. */
export function evaluateConfig({ files }: ConfigFiles, question: ConfigQuestion): EvaluatedConfig {
  const first = new Evaluation(question, question.host, false, null);
  for (const file of files) first.read(file, true);
  if (!first.wantsFinalPass) return first.result();
  const last = new Evaluation(question, first.result().host, true, first);
  for (const file of files) last.read(file, true);
  return last.result();
}

class Evaluation {
  wantsFinalPass = false;
  readonly #question: ConfigQuestion;
  /** What Host lines are compared with. */
  readonly #hostLineName: string;
  readonly #finalPass: boolean;
  readonly #values: Map<string, ConfigValue>;
  readonly #lists: Map<string, ConfigValue[]>;
  readonly #unjudged: Map<string, ConfigPlace>;

  constructor(question: ConfigQuestion, hostLineName: string, finalPass: boolean, before: Evaluation | null) {
    this.#question = question;
    this.#hostLineName = hostLineName;
    this.#finalPass = finalPass;
    this.#values = new Map(before === null ? [] : before.#values);
    // The name is settled by the first reading.
    if (before !== null && !this.#values.has('hostname')) this.#values.set('hostname', { args: [hostLineName], place: { word: 'HostName', file: '', line: 0 } });
    this.#lists = new Map(before === null ? [] : before.#lists);
    this.#unjudged = new Map(before === null ? [] : before.#unjudged);
  }

  result(): EvaluatedConfig {
    const { host, user } = this.#subject();
    return { host: host.toLowerCase(), user, values: this.#values, lists: this.#lists, unjudged: [...this.#unjudged.values()] };
  }

  /** A block that an included file opens ends with that file. */
  read(file: ConfigFile, startsActive: boolean): void {
    let active = startsActive;
    for (const item of file.items) {
      if (item.type === 'include') {
        if (active) for (const included of item.files) this.read(included, true);
        continue;
      }
      const word = item.line.word.toLowerCase();
      if (word === 'host') active = startsActive && matchesExactly(item.line.args, this.#hostLineName);
      else if (word === 'match') active = startsActive && this.#judge(item.line.rest, item.place);
      else if (active) this.#take(word, { args: item.line.args, place: item.place });
    }
  }

  #judge(rest: string, place: ConfigPlace): boolean {
    const judged = judgeMatch(rest, this.#subject());
    this.wantsFinalPass ||= judged.wantsFinalPass;
    if (judged.unsupported !== null) this.#unjudged.set(`${place.file}:${place.line}`, { ...place, word: judged.unsupported });
    return judged.matches;
  }

  #take(word: string, value: ConfigValue): void {
    if (ADDED_UP.has(word)) {
      const list = this.#lists.get(word) ?? [];
      const known = list.some(({ args }) => args[0] === value.args[0]);
      if (!known) this.#lists.set(word, [...list, value]);
      return;
    }
    if (word === 'connecttimeout' && value.args[0]?.toLowerCase() === 'none') return; // says nothing, so a later line may
    const rival = RIVALS.get(word);
    if (this.#values.has(word) || (rival !== undefined && this.#values.has(rival))) return;
    this.#values.set(word, value);
  }

  #subject(): MatchSubject {
    const { host, user, localUser } = this.#question;
    const hostName = this.#values.get('hostname')?.args[0];
    return {
      originalHost: host,
      host: hostName === undefined ? host : hostName.replaceAll(/%([%h])/g, (_token, letter) => (letter === 'h' ? host : '%')),
      user: user ?? this.#values.get('user')?.args[0] ?? localUser,
      localUser,
      finalPass: this.#finalPass,
    };
  }
}
