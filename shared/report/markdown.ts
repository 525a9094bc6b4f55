import { assertNever } from '../base/assert-never.ts';
import type { Language } from '../base/message.ts';
import { visibleText } from '../base/visible-text.ts';
import { textRuns } from './text-runs.ts';
import { cellText, lineText, type Block, type DocumentExcerpt, type DocumentFinding, type DocumentTable, type ReportDocument } from './document.ts';

// Words that a ticket system turns into links or mentions although every character is escaped.
const ACTIVE_WORD = /@|:\/\/|www\.|#\d|mailto:/i;

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const one of text) {
    run = one === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function codeSpan(text: string): string {
  const fence = '`'.repeat(longestRun(text, '`') + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** Marks that mean something anywhere in a line; those that do so only at its start are in LINE_START. */
function escapeWord(word: string): string {
  if (ACTIVE_WORD.test(word)) return codeSpan(word);
  return word
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/&(?=[#\w]+;)/g, '&amp;')
    .replace(/:(?=[a-z][\w+-]*:)/gi, '\\:')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Headings, lists, rules and quotes, and a heading's closing marks. */
const LINE_START = /^(\s*)([#+\-=]|\d+(?=[.)]))/;

function escapeLineStart(text: string): string {
  return text.replace(LINE_START, (_, space: string, mark: string) => (/\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`)).replace(/(\s)(#+\s*)$/, '$1\\$2');
}

/** Prose and cells: every mark of Markdown and HTML is plain text, nothing becomes a link or a mention. */
function escapeMarkdown(text: string): string {
  const escape = (plain: string): string => plain.split(/(\s+)/).map((part) => (/\s/.test(part) ? part : escapeWord(part))).join('');
  return escapeLineStart(textRuns(text).map((run) => (run.isCode ? codeSpan(run.text) : escape(run.text))).join(''));
}

function prose(text: string): string {
  return escapeMarkdown(visibleText(text));
}

/** A table's cell; the text must be visible text. */
export function cellMarkdown(text: string, isCode: boolean): string {
  if (text === '') return '';
  return isCode ? codeSpan(text).replaceAll('|', '\\|') : escapeMarkdown(text).replace(/(?<!\\)\|/g, '\\|');
}

function fenced(lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line, '`') + 1)));
  return [`${fence}text`, ...lines, fence].join('\n');
}

function excerptMarkdown({ place, from, lines }: DocumentExcerpt): string {
  if (lines.length === 0) return codeSpan(visibleText(place));
  return `${codeSpan(visibleText(place))}\n\n${fenced(lines.map((text, i) => `${from + i} ${lineText(text)}`))}`;
}

function findingMarkdown(finding: DocumentFinding): string {
  const parts = [
    `### ${prose(finding.severityLabel)}: ${prose(finding.title)}`,
    ...(finding.certaintyLabel === '' ? [] : [`*${prose(finding.certaintyLabel)}*`]),
    ...finding.details.map(prose),
    ...finding.excerpts.map(excerptMarkdown),
  ];
  if (finding.note !== null) parts.push(prose(finding.note));
  return parts.join('\n\n');
}

function tableMarkdown(table: DocumentTable, language: Language): string {
  const columns = table.columns.map((column, index) => ({ column, index })).filter(({ column }) => !column.hidden);
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [
    row(columns.map(({ column }) => cellMarkdown(visibleText(column.header), false))),
    row(columns.map(({ column }) => (column.align === 'right' ? '---:' : '---'))),
    ...table.rows.map((cells) => row(columns.map(({ column, index }) => cellMarkdown(cellText(cells[index] ?? null, column, language), column.look === 'code')))),
  ];
  const caption = table.caption === '' ? [] : [`**${prose(table.caption)}**`];
  const note = table.note === null ? [] : [prose(table.note)];
  return [...caption, lines.join('\n'), ...note].join('\n\n');
}

function blockMarkdown(block: Block, language: Language): string {
  switch (block.type) {
    case 'paragraph':
      return block.look === 'warning' ? `**${prose(block.text)}**` : prose(block.text);
    case 'finding':
      return findingMarkdown(block);
    case 'trend':
      return `**${prose(block.title)}**: ${prose([block.range, ...block.sentences].join(' '))}`;
    case 'table':
      return tableMarkdown(block, language);
    default:
      return assertNever(block);
  }
}

/** For tickets: GitHub-flavoured Markdown. */
export function renderMarkdown(document: ReportDocument): string {
  const head = [`# ${prose(document.title)}`, prose(document.subtitle)];
  const sections = document.sections.flatMap(({ heading, blocks }) => [`## ${prose(heading)}`, ...blocks.map((block) => blockMarkdown(block, document.language))]);
  return `${[...head, ...sections].join('\n\n')}\n`;
}
