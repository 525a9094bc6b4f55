import type { z } from 'zod';
import { message, type Message } from '../../base/message.ts';
import type { NamedRequest } from '../../correlate/url-in-thread-name.ts';
import type { Rule } from '../../correlate/rules/rule.ts';
import { PatternError } from '../linear-regex/pattern.ts';
import { compileRule } from './compile-rule.ts';
import { RULES_FILE, URL_PATTERNS_FILE } from './own-rules-schema.ts';
import { urlPattern } from './url-pattern.ts';

export const URL_PATTERNS_NAME = 'url-patterns.json';
export const RULES_NAME = 'rules.json';

/** Texts of the files that a person may keep; null where there is none. They are data: nothing of them is executed. */
export interface OwnRuleFiles {
  readonly urlPatterns: string | null;
  readonly rules: string | null;
}

/** What the files say, as far as it can be understood. */
export interface OwnRules {
  readonly urlPatterns: readonly ((name: string) => NamedRequest | null)[];
  readonly rules: readonly Rule[];
  /** What could not be understood, each with its place; the rest is used. */
  readonly problems: readonly Message[];
}

export const NO_OWN_RULES: OwnRules = { urlPatterns: [], rules: [], problems: [] };

/** Reads both files. A fault of one pattern or rule takes only that one away; a file that is no such file at all is left out whole. */
export function readOwnRules({ urlPatterns, rules }: OwnRuleFiles): OwnRules {
  const problems: Message[] = [];
  const compileAll = <Item, Made>(file: string, items: readonly Item[], list: string, make: (item: Item) => Made): readonly Made[] =>
    items.flatMap((item, i) => {
      try {
        return [make(item)];
      } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        problems.push(message(`own-rules.pattern.${error.fault}`, { file, place: `${list}[${i}]`, at: error.at, part: error.part }));
        return [];
      }
    });
  const patterns = parseFile(URL_PATTERNS_NAME, urlPatterns, URL_PATTERNS_FILE, problems)?.patterns ?? [];
  const written = parseFile(RULES_NAME, rules, RULES_FILE, problems)?.rules ?? [];
  return {
    urlPatterns: compileAll(URL_PATTERNS_NAME, patterns, 'patterns', ({ pattern }) => urlPattern(pattern)),
    rules: compileAll(RULES_NAME, written, 'rules', compileRule),
    problems,
  };
}

function parseFile<Schema extends z.ZodType>(file: string, text: string | null, schema: Schema, problems: Message[]): z.output<Schema> | null {
  if (text === null) return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    problems.push(message('own-rules.no-json', { file, reason: error instanceof Error ? error.message : '' }));
    return null;
  }
  const { success, data, error } = schema.safeParse(json);
  if (success) return data;
  for (const issue of error.issues) problems.push(problemOf(file, issue));
  return null;
}

function problemOf(file: string, issue: z.core.$ZodIssue): Message {
  const place = issue.path.reduce<string>((path, step) => (typeof step === 'number' ? `${path}[${step}]` : path === '' ? String(step) : `${path}.${String(step)}`), '');
  const at = { file, place: place === '' ? '$' : place };
  switch (issue.code) {
    case 'unrecognized_keys':
      return message('own-rules.unknown-field', { ...at, fields: issue.keys.join(', ') });
    case 'invalid_type':
      return message('own-rules.wrong-type', { ...at, expected: issue.expected });
    case 'invalid_value':
      return message('own-rules.wrong-value', { ...at, values: issue.values.map(String).join(', ') });
    default:
      return message('own-rules.not-allowed', { ...at, reason: issue.message });
  }
}
