import type { Json } from '../base/json.ts';

// JSON lets these stand as they are, but a terminal acts on some of them and others reorder what is read.
const ACTIVE = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** JSON for files and terminals alike: the same values, with characters that could act written as escapes. */
export function renderJson(value: Json): string {
  return `${JSON.stringify(value, null, 2).replace(ACTIVE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
