import { assertNever } from '../base/assert-never.ts';
import type { Language } from '../base/message.ts';
import { escapeHtml, prose } from './escape-html.ts';
import { sparklineHtml, trendHtml } from './html-charts.ts';
import { textRuns } from './text-runs.ts';
import { cellText, lineText, type Block, type DocumentColumn, type DocumentExcerpt, type DocumentFinding, type DocumentTable, type ReportDocument } from './document.ts';
import { REPORT_STYLE } from './html-style.ts';

// A report needs nothing but its own style: whatever slipped past the escaping could neither run nor call home.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const ISO_TIME = /^\d{4}-\d\d-\d\dT\S+$/;
/** Plain words of a cell up to this length stay on one line. */
const SHORT_TEXT = 12;
const MAY_BREAK = /[\s-]/;
/** Rows of a table that a page of paper keeps together. */
const SHORT_TABLE = 10;
/** Columns beyond which a table is printed smaller, and its headings and code take less room. */
const WIDE_TABLE = 12;

/** A sentence with its code names in the monospace face. */
function sentence(text: string): string {
  return textRuns(text).map((run) => (run.isCode ? `<code>${prose(run.text)}</code>` : prose(run.text))).join('');
}

function excerpt({ place, line, from, lines }: DocumentExcerpt): string {
  const rows = lines.map((text, i) => {
    const number = from + i;
    const body = `<span class="lineno">${number}</span> ${escapeHtml(lineText(text))}`;
    return number === line ? `<mark>${body}</mark>` : body;
  });
  return `<figure><figcaption>${prose(place)}</figcaption>${rows.length > 0 ? `<pre>${rows.join('\n')}</pre>` : ''}</figure>`;
}

function findingHtml(finding: DocumentFinding): string {
  const parts = [
    `<h3><span class="severity">${prose(finding.severityLabel)}</span> ${sentence(finding.title)}</h3>`,
    `<p class="muted">${prose(finding.certaintyLabel)}</p>`,
    ...finding.details.map((detail) => `<p>${sentence(detail)}</p>`),
    ...finding.excerpts.map(excerpt),
  ];
  if (finding.note !== null) parts.push(`<p class="muted">${prose(finding.note)}</p>`);
  return `<article class="${finding.severity}">${parts.join('\n')}</article>`;
}

/** Sources that say nothing leave whole columns empty, which paper has no room for. */
function isEmpty(table: DocumentTable, index: number): boolean {
  return table.rows.length > 0 && table.rows.every((cells) => (cells[index] ?? null) === null);
}

function cellClass(text: string, { align, look }: DocumentColumn): string {
  if (align === 'right') return 'number';
  if (look === 'code') return 'code';
  return ISO_TIME.test(text) || (text.length <= SHORT_TEXT && MAY_BREAK.test(text)) ? 'whole' : '';
}

function tag(name: string, attributes: string, classes: readonly string[], text: string): string {
  const names = classes.filter((one) => one !== '').join(' ');
  return `<${name}${attributes}${names === '' ? '' : ` class="${names}"`}>${text}</${name}>`;
}

function tableHtml(table: DocumentTable, language: Language): string {
  const columns = table.columns.map((column, index) => ({ column, index, unused: isEmpty(table, index) ? 'empty' : '' })).filter(({ column }) => !column.hidden);
  const head = columns.map(({ column, unused }) => tag('th', ' scope="col"', [column.align === 'right' ? 'number' : '', unused], prose(column.header)));
  const body = table.rows.map((cells) => {
    const row = columns.map(({ column, index, unused }) => {
      const cell = cells[index] ?? null;
      if (unused !== '') return tag('td', '', [unused], '');
      const text = cellText(cell, column, language);
      return column.look === 'sparkline' && typeof cell === 'string' ? tag('td', '', ['drawn'], sparklineHtml(cell, text)) : tag('td', '', [cellClass(text, column)], escapeHtml(text));
    });
    return `<tr>${row.join('')}</tr>`;
  });
  const caption = table.caption === '' ? '' : `<caption>${prose(table.caption)}</caption>`;
  const note = table.note === null ? '' : `<tfoot><tr><td colspan="${columns.length}">${prose(table.note)}</td></tr></tfoot>`;
  return `<div class="scroll">${tag('table', '', [table.rows.length <= SHORT_TABLE ? 'short' : '', columns.filter(({ unused }) => unused === '').length > WIDE_TABLE ? 'wide' : ''], `${caption}<thead><tr>${head.join('')}</tr></thead><tbody>\n${body.join('\n')}\n</tbody>${note}`)}</div>`;
}

function blockHtml(block: Block, language: Language): string {
  switch (block.type) {
    case 'paragraph':
      return `<p${block.look === 'plain' ? '' : ` class="${block.look === 'warning' ? 'warning-text' : 'muted'}"`}>${prose(block.text)}</p>`;
    case 'finding':
      return findingHtml(block);
    case 'table':
      return tableHtml(block, language);
    case 'trend':
      return trendHtml(block, language);
    default:
      return assertNever(block);
  }
}

/** One self-contained page: no script, no network, readable on paper, light or dark as the reader's system is. */
export function renderHtml(document: ReportDocument): string {
  const sections = document.sections.map(
    ({ heading, blocks }) => `<section>\n<h2>${prose(heading)}</h2>\n${blocks.map((block) => blockHtml(block, document.language)).join('\n')}\n</section>`,
  );
  return `<!doctype html>
<html lang="${document.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${prose(document.title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<h1>${prose(document.title)}</h1>
<p class="muted">${prose(document.subtitle)}</p>
${sections.join('\n')}
</body>
</html>
`;
}
