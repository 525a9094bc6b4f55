import { visibleText } from '../../base/visible-text.ts';

/** Characters that a cell can hold, in UTF-16 units. */
const CELL_CHARACTERS = 32_767;
const LOOKS_ESCAPED = /_(?=x[0-9a-f]{4}_)/gi;
const NOT_IN_XML = /[\ufffe\uffff]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text between tags or quotes, in the spelling of SpreadsheetML (ST_Xstring). */
export function xmlText(text: string): string {
  return text
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(NOT_IN_XML, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase()}_`)
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** One character may become eight when it is made visible. */
const MOST_GROWTH = 8;

/** Whether a cell shows less of it than there is. */
export function isCutInCell(text: string): boolean {
  return text.length > CELL_CHARACTERS / MOST_GROWTH && visibleText(text).length > CELL_CHARACTERS;
}

/** Evidence as a cell shows it: nothing in it acts, and it is as long as a cell can be. Lines of `parts` stand under each other. */
export function cellString(...parts: readonly string[]): string {
  const text = parts.map(visibleText).join('\n');
  if (text.length <= CELL_CHARACTERS) return text;
  const note = `… (${text.length})`;
  const last = text.charCodeAt(CELL_CHARACTERS - note.length - 1);
  const end = CELL_CHARACTERS - note.length - (last >= 0xd800 && last < 0xdc00 ? 1 : 0);
  return text.slice(0, end) + note;
}
