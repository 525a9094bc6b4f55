/** Characters of one tag, and tags of one case, at most. */
export const TAG_LENGTH = 60;
export const TAGS_OF_A_CASE = 50;

/** Tags as a person types them in one line, between commas. */
export function tagsIn(line: string): readonly string[] {
  return tidyTags(line.split(','));
}

/** Without white space around them, without empty ones, and each once however it is cased. */
export function tidyTags(tags: readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  for (const tag of tags.map((one) => one.normalize('NFC').replaceAll(/\s+/g, ' ').trim())) {
    if (tag !== '' && !first.has(tag.toLowerCase())) first.set(tag.toLowerCase(), tag);
  }
  return Array.from(first.values());
}
