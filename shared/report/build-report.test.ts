import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildReport, type TextFormat } from './build-report.ts';
import { csvField } from './csv.ts';
import { reportOutcome } from './report-outcome.ts';
import { reportFixture } from './testing/report-fixture.ts';

const PEOPLE: readonly TextFormat[] = ['text', 'html', 'markdown', 'csv'];
const plain = reportFixture('http-nio-8080-exec-1');

describe('buildReport', () => {
  it.each(PEOPLE)('[RP-01] %s holds the finding, its evidence, the table and how it was captured, partial ones too', (format) => {
    const report = buildReport(plain, format, 'en');
    for (const part of ['14 threads wait for a monitor owned by', 'worker-2', 'link cut', 'gone.txt', 'ENOENT', 'TD-UNKNOWN-LINE']) expect(report.replaceAll('\\', '')).toContain(part);
  });

  it.each(['text', 'html', 'markdown'] as const)('[RP-02] %s says how many rows and evidence lines are left out, and which version made it', (format) => {
    const report = buildReport(plain, format, 'en');
    expect(report).toContain('and 38 more rows');
    expect(report).toContain('and 1 more line of evidence');
    if (format !== 'text') expect(report.replaceAll('\\', '')).toContain('Borescope 0.1.0');
  });

  it.each(PEOPLE)('[RP-03] %s speaks Korean', (format) => {
    const report = buildReport(plain, format, 'ko');
    expect(report).toContain('스레드 14개가');
    expect(report).not.toMatch(/report\.[a-z]/);
  });

  it('[RP-04] HTML escapes evidence, has no script and forbids every load', () => {
    const html = buildReport(reportFixture('<script>alert(1)</script><img src=x onerror="a">'), 'html', 'en');
    expect(html).not.toMatch(/<script|<img|<link|<iframe|src=x onerror="/i);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect(html).not.toMatch(/https?:\/\//);
  });

  it('[RP-05] no format lets a control or bidi character through', () => {
    const hostile = 'a\u001b[31m\u0007\u0000b\u009b2J\u202ekcatta\u2066\u200f';
    for (const format of [...PEOPLE, 'json'] as const) {
      // oxlint-disable-next-line no-control-regex -- what the test looks for
      expect(buildReport(reportFixture(hostile), format, 'en'), format).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f]/);
    }
    expect(buildReport(reportFixture(hostile), 'text', 'en')).toContain('␛[31m␇␀b⟨U+009B⟩2J⟨U+202E⟩kcatta');
    expect(JSON.parse(buildReport(reportFixture(hostile), 'json', 'en'))).toMatchObject({ artifacts: [{ data: { threads: [{ name: hostile }] } }] });
  });

  it('[RP-06] Markdown keeps HTML, links, mentions, tables and fences of evidence as text', () => {
    const markdown = buildReport(reportFixture('<script> [x](http://evil.example) @team #12 | a ``` b'), 'markdown', 'en');
    const outsideFences = markdown.replace(/^(`{3,})text\n[\s\S]*?^\1$/gm, '').replace(/(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
    expect(outsideFences).not.toMatch(/<script|\]\(http|@team|[^\\]#12/);
    expect(markdown).toContain('````text');
  });

  it.each(['=cmd()', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1'])('[RP-07] CSV defuses the formula %j', (text) => {
    expect(csvField(text)).toMatch(/^"?'/);
  });

  it('[RP-08] CSV leaves numbers exact and shows hidden columns', () => {
    const csv = buildReport(plain, 'csv', 'en');
    expect(csv).toContain('http-nio-8080-exec-1,1500,-2048\r\n');
    expect(csv).toContain('worker-2,,4096\r\n');
  });

  it('[RP-09] a thread name of a megabyte is cut with its length in what people read and whole in JSON', () => {
    const name = 'x'.repeat(1_000_000);
    for (const format of ['text', 'html', 'markdown'] as const) {
      const report = buildReport(reportFixture(name), format, 'en');
      expect(report.length, format).toBeLessThan(1_060_000);
      expect(report.replaceAll('\\', ''), format).toContain('… (1000000)');
    }
    expect(buildReport(reportFixture(name), 'json', 'en').length).toBeGreaterThan(1_000_000);
  });

  it('[RP-10] tells doors what exit codes need', () => {
    expect(reportOutcome(plain)).toEqual({ critical: 1, warning: 0, unreadable: [{ name: 'gone.txt', code: 'unreadable', what: 'ENOENT' }], repeated: [], partial: 1 });
  });

  it('[RP-11] any text leaves HTML without a tag of its own and every CSV record with balanced quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const tags = (html: string): number => (html.match(/<[a-z/!]/gi) ?? []).length;
        // Empty notes and empty names change what is printed, so the comparison is with a text of the same kind.
        if (text.trim() === '' || /[\r\n]/.test(text)) return;
        expect(tags(buildReport(reportFixture(text), 'html', 'en'))).toBe(tags(buildReport(plain, 'html', 'en')));
        expect((csvField(text).match(/"/g) ?? []).length % 2).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
