import type { CaseEntry } from '../../shared/host-api/views.ts';

/** Every tag of the cases once, in the order of the language. */
export function tagsOfCases(entries: readonly CaseEntry[], language: string): readonly string[] {
  return Array.from(new Set(entries.flatMap(({ tags }) => tags))).toSorted((a, b) => a.localeCompare(b, language));
}

/** Cases whose name or a tag holds the text, in upper or lower case, and that have the tag; null: any. */
export function findCases(entries: readonly CaseEntry[], text: string, tag: string | null): readonly CaseEntry[] {
  const sought = text.trim().normalize('NFC').toLowerCase();
  return entries.filter(({ name, tags }) => (tag === null || tags.includes(tag)) && [name, ...tags].some((word) => word.normalize('NFC').toLowerCase().includes(sought)));
}
