import type { ReactNode } from 'react';

/** A sentence whose names stand in backticks, drawn in the monospace face. Never HTML: evidence text stays text. */
export function Sentence({ text }: { readonly text: string }): ReactNode {
  return text.split('`').map((part, i, parts) => {
    const isName = i % 2 === 1 && i < parts.length - 1;
    if (isName) return <code key={i}>{part}</code>;
    // A backtick without a partner is part of the text.
    return i % 2 === 1 ? `\`${part}` : part;
  });
}
