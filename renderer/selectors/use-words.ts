import { useMemo } from 'react';
import type { Language, MessageParam } from '../../shared/base/message.ts';
import { createTranslator, type Translate } from '../../shared/base/translate.ts';
import { CATALOGUES, type ShellKey } from '../messages.ts';
import { useSession } from '../state/session-store.ts';

export interface Words {
  readonly language: Language;
  /** Messages that came as data: findings, errors, view titles. */
  readonly translate: Translate;
  /** The shell's own sentences. */
  readonly t: (key: ShellKey, params?: Readonly<Record<string, MessageParam>>) => string;
}

function createWords(language: Language): Words {
  const translate = createTranslator(language, CATALOGUES);
  return { language, translate, t: (key, params = {}) => translate({ key, params }) };
}

let words: Words | null = null;

export function wordsOf(language: Language): Words {
  if (words?.language !== language) words = createWords(language);
  return words;
}

export function useWords(): Words {
  const language = useSession((session) => session.language);
  return useMemo(() => wordsOf(language), [language]);
}
