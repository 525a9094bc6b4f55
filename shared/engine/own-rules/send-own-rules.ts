import type { z } from 'zod';
import type { OwnRuleFiles } from './own-rules.ts';
import { RULES_FILE, URL_PATTERNS_FILE } from './own-rules-schema.ts';

/** The files as they go along with a case that leaves, still as data: URL patterns, and of the rules those that found something. `tells`: whether a text holds what is to stay; then its rule stays, too. */
export function sendOwnRules({ urlPatterns, rules }: OwnRuleFiles, found: ReadonlySet<string>, tells: (text: string) => boolean): OwnRuleFiles {
  const patterns = contentOf(urlPatterns, URL_PATTERNS_FILE)?.patterns.filter((pattern) => !tells(plain(pattern)));
  const spoken = contentOf(rules, RULES_FILE)?.rules.filter((rule) => found.has(`own:${rule.id}`) && !tells(plain(rule)));
  return { urlPatterns: patterns === undefined ? null : JSON.stringify({ patterns }), rules: spoken === undefined ? null : JSON.stringify({ rules: spoken }) };
}

/** Null for a file that is none, or not of its form: it found nothing either. */
function contentOf<Schema extends z.ZodType>(text: string | null, schema: Schema): z.output<Schema> | undefined {
  if (text === null) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** As the names in it are spelled where they are met: patterns escape dots. */
function plain(item: unknown): string {
  return JSON.stringify(item).replaceAll('\\', '');
}
