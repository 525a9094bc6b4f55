/** Everything a report looks like; no font, image or rule comes from anywhere else. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --surface: light-dark(#ffffff, #16181d); --sunken: light-dark(#f5f6f8, #1e2127); --text: light-dark(#1b1f27, #e4e7ec); --muted: light-dark(#5a6372, #9aa3b2); --border: light-dark(#d9dde3, #333842); --critical: light-dark(#b3261e, #ff8a80); --warning: light-dark(#8a5300, #f2b45c); --info: light-dark(#1f5fae, #8ab8f5); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px; max-width: 1200px; background: var(--surface); color: var(--text); font: 13px/1.5 system-ui, 'Noto Sans CJK KR', 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 20px; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 15px; margin: 28px 0 8px; padding-bottom: 4px; border-bottom: 1px solid var(--border); }
h3 { font-size: 13px; margin: 0; overflow-wrap: anywhere; }
p { margin: 4px 0; overflow-wrap: anywhere; }
.muted { color: var(--muted); }
.warning-text { color: var(--warning); }
article { margin: 12px 0; padding: 0 0 0 12px; border-left: 3px solid var(--border); break-inside: avoid-page; }
article.critical { border-color: var(--critical); }
article.warning { border-color: var(--warning); }
article.info { border-color: var(--info); }
.severity { font-weight: 600; }
.critical .severity { color: var(--critical); }
.warning .severity { color: var(--warning); }
.info .severity { color: var(--info); }
figure { margin: 8px 0; }
figcaption { color: var(--muted); overflow-wrap: anywhere; }
figure.trend { display: inline-block; width: 360px; max-width: 100%; margin: 8px 20px 12px 0; vertical-align: top; break-inside: avoid; font-size: 12px; word-break: keep-all; }
.trend figcaption { color: var(--text); font-weight: 600; }
.strong { font-weight: 600; }
svg { display: block; max-width: 100%; fill: none; stroke: var(--text); stroke-width: 1.5; stroke-linejoin: round; }
svg circle { fill: var(--text); stroke: none; }
svg text { fill: var(--muted); stroke: none; font-size: 11px; }
svg .rule { stroke: var(--border); stroke-width: 1; }
svg .fit { stroke: var(--muted); stroke-width: 1.25; stroke-dasharray: 5 4; }
svg.spark { margin: 0; stroke: var(--muted); stroke-width: 1.25; max-width: none; }
pre { margin: 2px 0; padding: 6px 8px; background: var(--sunken); border: 1px solid var(--border); white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/1.45 ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace; unicode-bidi: isolate; }
code { font: 12px/1.45 ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace; }
pre mark { display: inline; background: light-dark(#fff0c2, #4a3c12); color: inherit; }
.lineno { color: var(--muted); user-select: none; }
.scroll { overflow-x: auto; margin: 8px 0 16px; }
table { border-collapse: collapse; width: 100%; font-size: 12px; }
caption { text-align: left; font-weight: 600; padding: 4px 0; }
th, td { padding: 3px 8px; text-align: left; vertical-align: top; border-bottom: 1px solid var(--border); overflow-wrap: break-word; word-break: keep-all; unicode-bidi: isolate; }
th { color: var(--muted); font-weight: 600; white-space: nowrap; }
td.number, th.number { text-align: right; white-space: nowrap; }
td.whole { white-space: nowrap; }
tfoot { display: table-row-group; }
tfoot td { color: var(--muted); border-bottom: 0; }
td.code { font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace; overflow-wrap: anywhere; min-width: 23ch; }
@page { size: landscape; margin: 12mm; @bottom-right { content: counter(page) ' / ' counter(pages); color: #5a6372; font: 8pt system-ui, sans-serif; } }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.4; }
  pre, code { font-size: 8pt; line-height: 1.35; }
  h1, h2, h3, h3 + p, figcaption, caption { break-after: avoid; }
  article { break-inside: auto; }
  h3, h3 + p, figure, tr, table.short { break-inside: avoid; }
  .scroll { overflow: visible; }
  table { font-size: 8pt; }
  thead { display: table-header-group; break-inside: avoid; }
  tbody tr:first-child, tbody tr:last-child, tfoot tr { break-before: avoid; }
  th { white-space: normal; }
  th, td { padding: 2px 4px; }
  td.code { font-size: 7.5pt; min-width: 15ch; }
  table.wide { font-size: 6.5pt; }
  table.wide th, table.wide td { padding: 2px; font-size: inherit; }
  table.wide th { white-space: normal; }
  table.wide td.code { min-width: 10ch; }
  .empty { display: none; }
}
`;
