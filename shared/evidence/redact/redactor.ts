import { withoutPort } from './ip-address.ts';
import { LearnedNames } from './learned-names.ts';
import { PLACE_RULES } from './place-rules.ts';
import type { RedactChoice, RedactedClass, RedactedSpan, RedactionRule } from './redaction-rule.ts';
import { ValueEnds } from './read-value.ts';
import { SECRET_RULES } from './secret-rules.ts';
import type { TokenBook } from './token-book.ts';

export interface Replacement {
  readonly class: RedactedClass;
  /** As it stood in the line. */
  readonly text: string;
  readonly token: string;
}

export interface RedactedLine {
  readonly line: string;
  readonly replacements: readonly Replacement[];
}

/** Everything that is known of one redaction: what to replace, what was met already, and by which tokens. */
export class Redactor {
  readonly book: TokenBook;
  readonly choices: ReadonlySet<RedactChoice>;
  readonly #rules: readonly RedactionRule[];
  readonly #learned = new LearnedNames();

  constructor(book: TokenBook, choices: ReadonlySet<RedactChoice>) {
    this.book = book;
    this.choices = choices;
    this.#rules = [...SECRET_RULES, ...PLACE_RULES].filter(({ choice }) => choice === null || choices.has(choice));
  }

  /** Replaces what the rules know, what was learned, and `known` of this line. */
  redact(line: string, known: readonly RedactedSpan[], isMarkup: boolean): RedactedLine {
    const found: RedactedSpan[] = [...known];
    const ends = new ValueEnds(line);
    let needs: RegExp | null = null;
    let isWorthIt = true;
    for (const rule of this.#rules) {
      if (rule.needs !== needs) isWorthIt = rule.needs.test(line);
      needs = rule.needs;
      if (isWorthIt) this.#apply(rule, line, ends, found);
    }
    this.#learned.find(line, found);
    for (const { from, to, class: of } of known) if (of === 'user') this.#learned.learn(of, line.slice(from, to));
    return found.length === 0 ? { line, replacements: [] } : this.#replace(line, found, isMarkup);
  }

  #apply(rule: RedactionRule, line: string, ends: ValueEnds, found: RedactedSpan[]): void {
    const { pattern, reader } = rule;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(line); match !== null; match = pattern.exec(line)) {
      const lead = reader === undefined ? (match[1] ?? '') : match[0];
      const start = match.index + lead.length;
      const [from, to] = reader === undefined ? [start, start + valueLength(rule, match[2] ?? '', line)] : ends.read(start, reader);
      // Where nothing is taken the search goes on right behind what announced it.
      pattern.lastIndex = Math.max(match.index + 1, reader === undefined ? to : start);
      const value = line.slice(from, to);
      if (value === '' || (rule.keeps?.(value, lead) ?? false)) continue;
      if (reader !== undefined) pattern.lastIndex = Math.max(to, match.index + 1);
      found.push({ from, to, class: rule.class });
      if (rule.isLearned === true) this.#learned.learn(rule.class, value);
    }
  }

  #replace(line: string, found: readonly RedactedSpan[], isMarkup: boolean): RedactedLine {
    const replacements: Replacement[] = [];
    let out = '';
    let at = 0;
    for (const { from, to, class: of } of withoutOverlap(found)) {
      const text = line.slice(from, to);
      const name = `${of}-${this.book.numberOf(of, text)}`;
      const token = isMarkup ? `&lt;${name}&gt;` : `<${name}>`;
      replacements.push({ class: of, text, token });
      out += line.slice(at, from) + token;
      at = to;
    }
    return { line: out + line.slice(at), replacements };
  }
}

/** netstat prints IPv6 addresses and ports with nothing but a colon between. */
function valueLength(rule: RedactionRule, value: string, line: string): number {
  return rule.id === 'ipv6' && /^(?:tcp|udp|raw)6?\s/.test(line) ? withoutPort(value) : value.length;
}

/** Ranges that overlap become one, named by the one that was found first: nothing that any rule found stays. */
function withoutOverlap(found: readonly RedactedSpan[]): readonly RedactedSpan[] {
  const ordered = found.map((span, i) => ({ span, i })).toSorted((a, b) => a.span.from - b.span.from || a.i - b.i);
  const merged: { span: RedactedSpan; i: number }[] = [];
  for (const next of ordered) {
    const last = merged.at(-1);
    if (last === undefined || next.span.from >= last.span.to) {
      merged.push(next);
      continue;
    }
    const named = next.i < last.i ? next : last;
    merged[merged.length - 1] = { i: named.i, span: { from: last.span.from, to: Math.max(last.span.to, next.span.to), class: named.span.class } };
  }
  return merged.map(({ span }) => span);
}
