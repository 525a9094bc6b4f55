import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ARTIFACTS_FOLDER } from '../../../artifacts/testing/kind-fixtures.ts';
import type { Finding } from '../../../artifacts/finding.ts';
import type { CaptureId } from '../../../base/ids.ts';
import { LANGUAGES, type Message } from '../../../base/message.ts';
import { createTranslator } from '../../../base/translate.ts';
import { engineCatalogues } from '../../../engine/catalogues.ts';
import { createEngine } from '../../../engine/create-engine.ts';
import { RULES } from '../rule-table.ts';
import type { ThreadText } from './incident-texts.ts';

/** `minute` null: nobody recorded when it was taken. */
export type Capture = string | { readonly text: string; readonly minute: number | null; readonly source?: string };

/** What an engine finds in captures of one process taken at noon. */
export function find(...captures: readonly Capture[]): readonly Finding[] {
  const engine = createEngine();
  const ids = captures.map((capture, i) => {
    const { text, minute, source } = typeof capture === 'string' ? { text: capture, minute: 0, source: undefined } : { source: undefined, ...capture };
    const id = `c${i}` as CaptureId;
    const ingest = engine.ingest({ id, name: id, kind: null, takenAt: minute === null ? null : `2026-11-21T12:${String(minute).padStart(2, '0')}:10Z`, source: source ?? 'local:#7' });
    ingest.push(new TextEncoder().encode(text));
    ingest.finish();
    return id;
  });
  return engine.findings(ids);
}

const ruleIds = new Set(RULES.map(({ id }) => id));
export const rulesIn = (findings: readonly Finding[]): readonly string[] => findings.map(({ rule }) => rule).filter((rule) => ruleIds.has(rule));
export const told = (findings: readonly Finding[], rule: string): Finding | undefined => findings.find((finding) => finding.rule === rule);
const translators = LANGUAGES.map((language) => createTranslator(language, engineCatalogues()));
export const say = (message: Message | undefined): string => (message === undefined ? '' : (translators[0]?.(message) ?? ''));
export const capturesIn = (finding: Finding | undefined): readonly string[] => [...new Set(finding?.evidence.map(({ artifact }) => artifact))];
export const worker = (n: number, thread: Omit<ThreadText, 'name' | 'id'>): ThreadText => ({ name: `http-nio-8080-exec-${n}`, id: 100 + n, ...thread });
export const fixture = (kind: string, name: string): string => readFileSync(path.join(ARTIFACTS_FOLDER, kind, 'fixtures', name), 'utf8');
