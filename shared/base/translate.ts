import { createInstance } from 'i18next';
import { LANGUAGES, type Catalogue, type Language, type Message } from './message.ts';
import { formatBytes, formatDuration } from './format-quantity.ts';

export type Translate = (message: Message) => string;

/**
 * One translator over any number of catalogues. A key that no catalogue holds comes back as itself, so a gap is seen.
 * Placeholders: `{{name}}`, `{{n, number}}`, `{{n, bytes}}`, `{{n, duration}}` (milliseconds). Plurals by i18next's `_one`/`_other`.
 */
export function createTranslator(language: Language, catalogues: readonly Catalogue[]): Translate {
  const instance = createInstance();
  const resources = Object.fromEntries(
    LANGUAGES.map((code) => [code, { translation: Object.assign({}, ...catalogues.map((catalogue) => catalogue[code])) as Record<string, string> }]),
  );
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    resources,
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
  });
  instance.services.formatter?.add('bytes', (value: number) => formatBytes(value, language));
  instance.services.formatter?.add('duration', (value: number) => formatDuration(value, language));
  /** Titles and labels are asked for by the hundred. */
  const fixed = new Map<string, string>();
  return ({ key, params }) => {
    if (Object.keys(params).length > 0) return instance.t(key, { ...params });
    const known = fixed.get(key);
    if (known !== undefined) return known;
    const text = instance.t(key);
    if (text !== key) fixed.set(key, text);
    return text;
  };
}
