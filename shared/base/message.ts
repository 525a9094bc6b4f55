export type Language = 'en' | 'ko';
export const LANGUAGES: readonly Language[] = ['en', 'ko'];

export type MessageParam = string | number;

/** A sentence as data: a catalogue key and its values. Evidence text goes into `params`, never into the key. */
export interface Message {
  readonly key: string;
  readonly params: Readonly<Record<string, MessageParam>>;
}

/** Sentences by key in every language. */
export type Catalogue<Key extends string = string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>;

/** Declares a catalogue; a key that one language lacks is a compile error. */
export function catalogue<const Key extends string>(texts: Catalogue<Key>): Catalogue<Key> {
  return texts;
}

export function message(key: string, params: Readonly<Record<string, MessageParam>> = {}): Message {
  return { key, params };
}
