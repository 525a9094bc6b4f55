import type { RedactionPreview } from '../../../shared/host-api/views.ts';
import { readableText } from '../../../shared/evidence/redact/byte-text.ts';
import type { RedactChoice, RedactedClass } from '../../../shared/evidence/redact/redaction-rule.ts';
import { Redactor } from '../../../shared/evidence/redact/redactor.ts';
import { redactFile } from './redact-file.ts';
import type { TokenBookFile } from './token-book-file.ts';

/** Lines of one answer; the counts are of all. */
const LINES_SHOWN = 200;
const CHARACTERS_BEFORE = 60;
const CHARACTERS_SHOWN = 240;

/** What would be replaced in some files; of the lines those from the `from`-th on. A file that cannot be read has nothing to show. */
export async function previewRedaction(books: TokenBookFile, choices: readonly RedactChoice[], files: readonly { readonly name: string; readonly path: string }[], from: number): Promise<RedactionPreview> {
  return books.use(async (book) => {
    const redactor = new Redactor(book, new Set(choices));
    const counts = new Map<RedactedClass, number>();
    const lines: RedactionPreview['lines'][number][] = [];
    let lineCount = 0;
    const nowhere = { write: () => Promise.resolve() };
    for (const { path } of files) await redactFile(redactor, path, { ...nowhere, changed: () => undefined }).catch(() => undefined);
    for (const { name, path } of files) {
      const changed = redactFile(redactor, path, {
        ...nowhere,
        changed: ({ number, before, after, replacements }) => {
          lineCount += 1;
          for (const { class: of } of replacements) counts.set(of, (counts.get(of) ?? 0) + 1);
          if (lineCount > from && lines.length < LINES_SHOWN) lines.push({ capture: name, number, ...aroundFirstChange(before, after) });
        },
      });
      await changed.catch(() => undefined);
    }
    return { counts: countsOf(counts), lines, lineCount };
  });
}

export function countsOf(counts: ReadonlyMap<RedactedClass, number>): RedactionPreview['counts'] {
  return Array.from(counts, ([of, places]) => ({ class: of, places })).toSorted((a, b) => b.places - a.places);
}

function aroundFirstChange(before: string, after: string): { readonly before: string; readonly after: string } {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same += 1;
  const from = Math.max(0, same - CHARACTERS_BEFORE);
  const cut = (line: string): string => (from > 0 ? '…' : '') + readableText(line.slice(from, from + CHARACTERS_SHOWN)) + (line.length > from + CHARACTERS_SHOWN ? '…' : '');
  return { before: cut(before), after: cut(after) };
}
