import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../base/column-table.ts';
import { composeReport } from '../compose-report.ts';
import type { DocumentColumn, ReportDocument } from '../document.ts';
import { reportFixture } from '../testing/report-fixture.ts';
import { dateColumnOf } from './date-column.ts';
import { sheetNames } from './sheet-names.ts';
import { xlsxParts } from './xlsx-parts.ts';

const PLAIN: DocumentColumn = { header: 'Name', unit: 'none', align: 'left', look: 'plain', hidden: false };
const NUMBER: DocumentColumn = { ...PLAIN, header: 'CPU', unit: 'milliseconds', align: 'right' };

function partsOf(document: ReportDocument): ReadonlyMap<string, string> {
  return new Map(xlsxParts(document).map(({ path, chunks }) => [path, [...chunks].join('')]));
}

/** The sheet of a document with one table; its summary is sheet 1. */
function sheetOf(columns: readonly DocumentColumn[], rows: readonly (readonly Cell[])[]): { readonly table: string; readonly summary: string } {
  const parts = partsOf({ language: 'en', title: 'T', subtitle: '', sections: [{ heading: 'S', blocks: [{ type: 'table', caption: 'Threads', columns, rows, note: null }] }] });
  return { table: parts.get('xl/worksheets/sheet2.xml') ?? '', summary: parts.get('xl/worksheets/sheet1.xml') ?? '' };
}

/** What a reader of SpreadsheetML takes a text cell for (ST_Xstring over XML). */
function textsIn(sheet: string): readonly string[] {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return Array.from(sheet.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g), ([, text = '']) =>
    text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? '?').replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
}

describe('spreadsheet', () => {
  it('[XL-01] holds findings, every table with its hidden columns, and a list of the sheets', () => {
    const parts = partsOf(composeReport(reportFixture('exec-1'), 'en', false));
    const summary = parts.get('xl/worksheets/sheet1.xml') ?? '';
    for (const text of ['14 threads wait for a monitor owned by exec-1.', 'critical', 'and 38 more rows', 'link cut']) expect(summary).toContain(text);
    const names = Array.from((parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]+)"/g), ([, name]) => name);
    expect(names).toEqual(['Summary', 'demo', 'Threads, thread-dump round 1', 'How and when captured', 'How and when captured (2)', 'What the readers could not plac']);
    expect(textsIn(parts.get('xl/worksheets/sheet3.xml') ?? '').slice(0, 3)).toEqual(['Name', 'CPU (ms)', 'Growth (B)']);
    expect([...parts.keys()].filter((path) => path.startsWith('xl/worksheets/'))).toHaveLength(names.length);
  });

  it('[XL-02] writes numbers exact as numbers, nothing for null, and the unit into the header', () => {
    const { table } = sheetOf([PLAIN, NUMBER], [['a', 1500.125], ['b', null], ['c', Number.MAX_SAFE_INTEGER]]);
    expect(textsIn(table)).toEqual(['Name', 'CPU (ms)', 'a', 'b', 'c']);
    expect(Array.from(table.matchAll(/<c r="(B\d)" s="\d+"><v>([^<]+)<\/v>/g), ([, at, value]) => [at, value])).toEqual([['B2', '1500.125'], ['B4', '9007199254740991']]);
  });

  it('[XL-02] writes times as dates where a whole column is times of one sort, else as they stand', () => {
    const zoned = sheetOf([{ ...PLAIN, header: 'Started' }], [['2026-11-21T15:31:11.118Z'], ['2026-11-21T16:31:12+01:00'], [null]]).table;
    expect(textsIn(zoned)).toEqual(['Started (UTC)']);
    const serials = Array.from(zoned.matchAll(/<v>([\d.]+)<\/v>/g), ([, value]) => Number(value));
    // 2026-11-21 is day 46347 of spreadsheets.
    expect(serials.map((serial) => Math.round((serial - 46_347) * 86_400_000))).toEqual([55_871_118, 55_872_000]);
    for (const texts of [['2026-11-21T15:31:11Z', '2026-11-21T15:31:11'], ['2026-11-21T15:31:11.123456Z'], ['2026-11-21'], ['2026-13-41T15:31:11Z'], ['x']]) expect(dateColumnOf(texts)).toBeNull();
    expect(dateColumnOf([null])).toBeNull();
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', '=HYPERLINK("http://x.example")', '</t></is></c><c><f>1+1</f></c>'])('[XL-03] takes %j for a text', (text) => {
    const parts = partsOf(composeReport(reportFixture(text), 'en', false));
    for (const [path, xml] of parts) {
      expect(xml, path).not.toMatch(/<f[ >]|t="str"/);
      expect(xml, path).not.toMatch(/TargetMode/);
    }
    expect(textsIn(parts.get('xl/worksheets/sheet3.xml') ?? '')).toContain(text);
  });

  it('[XL-04] brings any text back as a report shows it, and no part holds what XML cannot', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const { table } = sheetOf([PLAIN], [[text], ['_x0041_'], ['\ufffe']]);
        // oxlint-disable-next-line no-control-regex -- what the test looks for
        expect(table).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff\u202a-\u202e\u2066-\u2069]/);
        expect(textsIn(table).slice(2)).toEqual(['_x0041_', '\ufffe']);
      }),
      { numRuns: 200 },
    );
    expect(textsIn(sheetOf([PLAIN], [['a\u001b[31m\u202eb']]).table)).toEqual(['Name', 'a␛[31m⟨U+202E⟩b']);
  });

  it('[XL-05] gives every sheet a name that spreadsheets take', () => {
    const names = sheetNames(["'a/b:c\\d?e*f[g]'", 'History', 'x'.repeat(40), 'X'.repeat(40), '', '😀'.repeat(20), 'Threads', 'threads']);
    for (const name of names) {
      expect(name.length).toBeLessThanOrEqual(31);
      expect(name).toMatch(/^(?!')[^:\\/?*[\]]+(?<!')$/);
    }
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    expect(names.slice(0, 2)).toEqual(['a-b-c-d-e-f-g-', 'History (2)']);
    expect(names[5]).toBe('😀'.repeat(15));
  });

  it('[XL-06] cuts what a cell or a sheet cannot hold, and says so in the summary', () => {
    const { table, summary } = sheetOf([PLAIN], [['x'.repeat(40_000)], ['y'.repeat(32_767)]]);
    const [, long = '', fits = ''] = textsIn(table);
    expect([long.length, long.endsWith('… (40000)'), fits.length]).toEqual([32_767, true, 32_767]);
    expect(summary).toContain('1 text is longer than a cell can hold');
    const many = sheetOf([NUMBER], Array.from({ length: 1_048_580 }, (_, i) => [i]));
    expect(many.table).toContain('<row r="1048576"><c r="A1048576" s="4"><v>1048574</v></c></row></sheetData>');
    expect(many.summary).toContain('5 rows beyond what a sheet can hold');
  });

  it('[XL-07] freezes the header, filters by it and sets the widths', () => {
    const { table } = sheetOf([PLAIN, NUMBER], [['a'.repeat(300), 1], ['b', 2]]);
    expect(table).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(table).toContain('<autoFilter ref="A1:B3"/>');
    expect(table).toContain('<col min="1" max="1" width="80" customWidth="1"/><col min="2" max="2" width="12" customWidth="1"/>');
  });

  it('[XL-08] is the same for the same report', () => {
    const document = composeReport(reportFixture('exec-1'), 'ko', false);
    expect([...partsOf(document)]).toEqual([...partsOf(document)]);
  });
});
