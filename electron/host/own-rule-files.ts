import { readFileSync } from 'node:fs';
import path from 'node:path';
import { RULES_NAME, URL_PATTERNS_NAME, type OwnRuleFiles } from '../../shared/engine/own-rules/own-rules.ts';
import { errnoOf } from './host-errors.ts';

/** What a person keeps in the data folder: small files, read when a case or an analysis begins. */
export function ownRuleFiles(dataFolder: string): OwnRuleFiles {
  return { urlPatterns: textOf(path.join(dataFolder, URL_PATTERNS_NAME)), rules: textOf(path.join(dataFolder, RULES_NAME)) };
}

/** One that cannot be read is treated as one that holds no JSON, so that it is told. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? null : '';
  }
}
