import { describe, expect, it } from 'vitest';
import type { Finding } from '../../artifacts/finding.ts';
import type { CaptureId } from '../../base/ids.ts';
import { LANGUAGES } from '../../base/message.ts';
import { createTranslator } from '../../base/translate.ts';
import { engineCatalogues } from '../catalogues.ts';
import { createEngine } from '../create-engine.ts';
import { readOwnRules, type OwnRuleFiles } from './own-rules.ts';

const [english, korean] = LANGUAGES.map((language) => createTranslator(language, engineCatalogues()));
const problems = (files: Partial<OwnRuleFiles>): readonly string[] => readOwnRules({ urlPatterns: null, rules: null, ...files }).problems.map((problem) => english?.(problem) ?? '');
const rulesFile = (...rules: readonly object[]): string => JSON.stringify({ rules });

const thread = (name: string, id: number, frame: string): string => `"${name}" #${id} daemon prio=5 os_prio=0 cpu=1.00ms elapsed=9.00s tid=0x00007f0000000001 nid=0x${id.toString(16)} runnable  [0x00007f0000001000]\n   java.lang.Thread.State: RUNNABLE\n\tat ${frame}\n\n`;
const DUMP = `2026-11-21 12:00:10\nFull thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):\n\n${thread('w-1 <GET|/cart/7|ann>', 31, 'com.acme.Cache.load(Cache.java:3)')}${thread('w-2', 32, 'com.acme.Cache.load(Cache.java:3)')}JNI global refs: 5, weak refs: 0\n`;
const SS = 'State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process\nESTAB 0 0 10.0.0.1:40001 10.0.3.7:6379 users:(("java",pid=7,fd=9))\n';

function analyze(files: Partial<OwnRuleFiles>, ...texts: readonly string[]): { readonly findings: readonly Finding[]; readonly urls: readonly string[] } {
  const engine = createEngine(undefined, readOwnRules({ urlPatterns: null, rules: null, ...files }));
  const ids = texts.map((text, i) => {
    const id = `c${i}` as CaptureId;
    const ingest = engine.ingest({ id, name: id, kind: null, takenAt: '2026-11-21T12:00:10Z', source: 'local:#7' });
    ingest.push(new TextEncoder().encode(text));
    ingest.finish();
    return id;
  });
  const { correlations } = engine.analysis(ids, 'en') as unknown as { readonly correlations: { readonly threadRequest: readonly { readonly request: { readonly url: string; readonly user: string | null } }[] } };
  return { findings: engine.findings(ids), urls: correlations.threadRequest.map(({ request }) => `${request.url} ${request.user ?? ''}`) };
}

const REDIS = { id: 'cache-waits', severity: 'warning', title: { en: 'The cache loads from Redis.', ko: 'Cache가 Redis에서 읽습니다.' }, threads: { frame: String.raw`^com\.acme\.Cache\.`, atLeast: 2 }, sockets: { remote: ':6379$' } };

describe('rules and patterns of a person’s own', () => {
  it('[ENG-41] finds what a rule of one’s own says, in both languages, with evidence of each condition', () => {
    const finding = analyze({ rules: rulesFile(REDIS) }, DUMP, SS).findings.find(({ rule }) => rule === 'own:cache-waits');
    expect(finding).toMatchObject({ severity: 'warning', certainty: 'candidate' });
    expect([english, korean].map((say) => (finding === undefined ? '' : say?.(finding.title)))).toEqual(['The cache loads from Redis.', 'Cache가 Redis에서 읽습니다.']);
    expect(new Set(finding?.evidence.map(({ artifact }) => artifact)).size).toBe(2);
    expect(analyze({ rules: rulesFile({ ...REDIS, sockets: { remote: ':6380$' } }) }, DUMP, SS).findings.some(({ rule }) => rule.startsWith('own:'))).toBe(false);
    expect(analyze({ rules: rulesFile({ ...REDIS, threads: { ...REDIS.threads, atLeast: 3 } }) }, DUMP, SS).findings.some(({ rule }) => rule.startsWith('own:'))).toBe(false);
  });

  it('[ENG-41] judges by the path that threads serve', () => {
    const files = { urlPatterns: JSON.stringify({ patterns: [{ pattern: String.raw`<(?<method>\w+)\|(?<url>/[^|]*)\|(?<user>\w+)>` }] }), rules: rulesFile({ id: 'carts', title: { en: 'Carts.' }, threads: { request: '^/cart/' } }) };
    const { findings, urls } = analyze(files, DUMP);
    expect(urls).toEqual(['/cart/7 ann']);
    expect(findings.map(({ rule }) => rule)).toContain('own:carts');
    expect(analyze({}, DUMP).urls).toEqual([]);
  });

  it('[ENG-42] names each fault with its file and place, and uses the rest', () => {
    expect(problems({ rules: '{"rules": [' })[0]).toMatch(/^rules\.json is no JSON, so it is not used: /);
    expect(problems({ rules: rulesFile({ ...REDIS, run: 'rm -rf /' }) })).toEqual(['rules.json, rules[0]: unknown field run. The file is not used.']);
    expect(problems({ rules: rulesFile({ ...REDIS, title: 'x' }) })).toEqual(['rules.json, rules[0].title: object expected. The file is not used.']);
    expect(problems({ rules: rulesFile({ ...REDIS, severity: 'fatal' }) })).toEqual(['rules.json, rules[0].severity: one of critical, warning, info expected. The file is not used.']);
    expect(problems({ rules: rulesFile({ id: 'none', title: { en: 'x' } }) })[0]).toContain('rules.json, rules[0]: not allowed');
    const files = { rules: rulesFile({ ...REDIS, id: 'a', sockets: { remote: '(a' } }, { ...REDIS, id: 'b' }), urlPatterns: JSON.stringify({ patterns: [{ pattern: '(?=x)' }, { pattern: 'no group' }] }) };
    expect(problems(files)).toEqual([
      'url-patterns.json, patterns[0] is left out: “(?=” at character 2 cannot be matched in linear time.',
      'url-patterns.json, patterns[1] is left out: no regular expression, see character 1, near “(?<url>…)”.',
      'rules.json, rules[0] is left out: no regular expression, see character 3, near “(”.',
    ]);
    expect(readOwnRules(files).rules.map(({ id }) => id)).toEqual(['own:b']);
  });

  it('[ENG-42] answers in bounded time whatever a pattern asks for', () => {
    const files = { rules: rulesFile({ ...REDIS, sockets: undefined, threads: { name: '(a|b)*a(a|b){16}c' } }) };
    expect(analyze(files, DUMP.replace('w-1', 'ab'.repeat(200_000))).findings.some(({ rule }) => rule.startsWith('own:'))).toBe(false);
  });
});
