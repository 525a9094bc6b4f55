import { visibleText } from '../../base/visible-text.ts';

const LONGEST = 31;
const FORBIDDEN = /[:\\/?*[\]]/g;
const RESERVED = 'history';

function cut(text: string, length: number): string {
  return Array.from(text).reduce((kept, character) => (kept.length + character.length <= length ? kept + character : kept), '');
}

function trim(text: string): string {
  return text.replace(/^['\s]+|['\s]+$/g, '');
}

/** A name for each sheet, as near to its title as spreadsheets allow. */
export function sheetNames(titles: readonly string[]): readonly string[] {
  const taken = new Set([RESERVED]);
  return titles.map((title, i) => {
    const wanted = trim(visibleText(title).replaceAll('\t', ' ').replace(FORBIDDEN, '-')) || String(i + 1);
    let name = trim(cut(wanted, LONGEST));
    for (let again = 2; taken.has(name.toLowerCase()); again++) {
      const suffix = ` (${again})`;
      name = trim(cut(wanted, LONGEST - suffix.length)) + suffix;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}
