import { visibleText } from '../base/visible-text.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Any text, as content or as a quoted attribute. */
export function prose(text: string): string {
  return escapeHtml(visibleText(text));
}
