import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParsedArtifact } from '../../base/parsed.ts';
import type { HeapHistogram } from './model.ts';
import { HeapHistogramParser } from './parse.ts';

const HEADER = ' num     #instances         #bytes  class name (module)\n-------------------------------------------------------\n';

function parse(text: string, chunkBytes = 1 << 20): readonly ParsedArtifact<HeapHistogram>[] {
  const bytes = new TextEncoder().encode(text);
  const parser = new HeapHistogramParser();
  for (let at = 0; at < bytes.length; at += chunkBytes) parser.push(bytes.slice(at, at + chunkBytes));
  return parser.finish();
}

function codes({ diagnostics }: ParsedArtifact<HeapHistogram>): readonly string[] {
  return diagnostics.map(({ code }) => code);
}

function only(text: string): ParsedArtifact<HeapHistogram> {
  const found = parse(text);
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe('reading a histogram', () => {
  it('[HH-01] reads rows, sums them and keeps the printed total', () => {
    const { model, span, diagnostics } = only(`${HEADER}   1:   10   800  [B (java.base@21.0.9)\n   2:    3    72  com.acme.Foo\nTotal    13    872\n`);
    expect(model.classNames).toEqual(['byte[]', 'com.acme.Foo']);
    expect(model.rawNames).toEqual(['[B', 'com.acme.Foo']);
    expect(model).toMatchObject({ rowCount: 2, modules: ['java.base@21.0.9'], total: { instances: 13, shallowBytes: 872 }, printedTotal: { instances: 13, shallowBytes: 872 }, live: null, pid: null });
    expect([...model.moduleCodes]).toEqual([1, 0]);
    expect([...model.lines]).toEqual([3, 4]);
    expect(span).toEqual({ first: 1, last: 5 });
    expect(diagnostics).toEqual([]);
  });

  it('[HH-01] reads rows without a header only when a Total or three rows vouch for them', () => {
    expect(parse('   1:  10  800  [B\n   2:  3  72  Foo\n')).toEqual([]);
    expect(codes(only('   1:  10  800  [B\n   2:  3  72  Foo\nTotal  13  872\n'))).toEqual(['HH-NO-HEADER']);
    expect(codes(only('   1:  10  800  [B\n   2:  3  72  Foo\n   3:  1  16  Bar\n'))).toEqual(['HH-NO-HEADER', 'HH-NO-TOTAL']);
  });

  it('[HH-01] begins another histogram where the rank falls back', () => {
    const rows = '   1:  10  800  [B\n   2:  3  72  Foo\n   3:  1  16  Bar\n';
    expect(parse(HEADER + rows + rows).map(({ model }) => model.rowCount)).toEqual([3, 3]);
  });

  it('[HH-02] counts what stands between the rows and does not drop it silently', () => {
    const found = only(`${HEADER}   1:  10  800  [B\nGC (Allocation Failure)\n   2:  oops\n   3:  -7  72  Foo\n   4:  1  16  Bar\nTotal  11  816\n`);
    expect(codes(found)).toEqual(['HH-UNKNOWN-LINE', 'HH-UNKNOWN-LINE', 'HH-UNREADABLE-ROW']);
    expect(found.unparsedLines).toBe(3);
    expect(found.diagnostics.map(({ span }) => span?.first)).toEqual([4, 5, 6]);
  });

  it('[HH-02] leaves what follows a cut histogram outside it', () => {
    const found = only(`${HEADER}   1:  10  800  [B\n${'a log line\n'.repeat(80)}   2:  3  72  Foo\n`);
    expect(found).toMatchObject({ span: { first: 1, last: 3 }, unparsedLines: 0 });
    expect(codes(found)).toEqual(['HH-NO-TOTAL']);
  });

  it('[HH-02] keeps a parenthesis that is no module with the class', () => {
    const { model } = only(`${HEADER}   1:  1  16  odd (not a module) name\n   2:  1  16  x.Y (m@1)  \nTotal 2 32\n`);
    expect(model.rawNames).toEqual(['odd (not a module) name', 'x.Y']);
    expect(model.modules).toEqual(['m@1']);
  });

  it('[HH-03] says when rows are missing, and when the end is', () => {
    expect(codes(only(`${HEADER}   1:  10  800  [B\nTotal  99  9999\n`))).toEqual(['HH-TOTAL-MISMATCH']);
    expect(codes(only(`${HEADER}   1:  10  800  [B\n`))).toEqual(['HH-NO-TOTAL']);
    expect(codes(only(HEADER))).toEqual(['HH-NO-TOTAL']);
  });

  it.each([
    ['$ jmap -histo:live 4711', true, 'jmap -histo:live'],
    ['$ jmap -histo 4711', false, 'jmap -histo'],
    ['# jcmd 4711 GC.class_histogram', true, 'jcmd GC.class_histogram'],
    ['# jcmd 4711 GC.class_histogram -all', false, 'jcmd GC.class_histogram -all'],
    ['something else', null, 'jcmd GC.class_histogram'],
  ])('[HH-04] takes from "%s" whether garbage was counted', (line, live, tool) => {
    const found = only(`${line}\n4711:\n${HEADER}   1:  10  800  [B\nTotal  10  800\n`);
    expect(found.model).toMatchObject({ live, pid: 4711 });
    expect(found).toMatchObject({ tool, span: { first: 2, last: 6 } });
  });

  it('[HH-05] passes over an announcement that nothing follows', () => {
    expect(parse('[1.2s][info][gc] GC(0) Class Histogram (before full gc) 3.048ms\nmore log\n')).toEqual([]);
  });

  it('[HH-06] takes the time that is printed near, and no other', () => {
    const rows = `${HEADER}   1:  10  800  [B\nTotal  10  800\n`;
    expect(only(`2026-11-20 11:40:02\n${rows}`).capturedAt).toBe('2026-11-20T11:40:02');
    expect(only(`started 2026-11-20 11:40:02\n${rows}`).capturedAt).toBeNull();
    expect(only(`2026-11-20 11:40:02\nx\ny\n${rows}`).capturedAt).toBeNull();
    expect(only(`2026-11-20T11:40:02.123+0900: 55.1: [Full GC [Class Histogram:\n${rows}`)).toMatchObject({ capturedAt: '2026-11-20T11:40:02.123+0900', tool: 'GC log' });
  });

  it('[HH-08] decodes array names and nothing else', () => {
    const names = ['[Z', '[[I', '[Ljava.lang.String;', '[[Lcom.acme.Foo$Bar;', '[X', '[L;', '<constMethodKlass>', '[', 'Foo$$Lambda/0x00007f0001'];
    const rows = names.map((name, i) => `${i + 1}:  1  16  ${name}\n`).join('');
    expect(only(HEADER + rows).model.classNames).toEqual(['boolean[]', 'int[][]', 'java.lang.String[]', 'com.acme.Foo$Bar[][]', '[X', '[L;', '<constMethodKlass>', '[', 'Foo$$Lambda/0x00007f0001']);
  });
});

describe('any input', () => {
  const line = fc.oneof(
    fc.constantFrom(HEADER, '4711:\n', 'Total  10  800\n', '   1:  10  800  [B (java.base@21)\n', '  2:  3  72  한글.Foo\n', '  3:  x\n', '\r\n', '[1.2s][trace][gc,classhisto] GC(3)    4:  1  16  Foo\n', '1.2: [Class Histogram:\n', '-------------\n'),
    fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `${text}\n`),
  );

  it('[HH-01] gives the same however it is cut into chunks, and spans that lie within it', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), (lines, chunkBytes) => {
        const text = lines.join('');
        const whole = parse(text);
        expect(parse(text, chunkBytes)).toEqual(whole);
        let last = 0;
        for (const { span } of whole) {
          expect(span.first).toBeGreaterThan(last);
          expect(span.last).toBeGreaterThanOrEqual(span.first);
          last = span.last;
        }
        expect(last).toBeLessThanOrEqual(text.split('\n').length);
      }),
    );
  });

  it('[HH-02] reads a line of 20 MB in linear time and keeps the rows around it', () => {
    const found = only(`${HEADER}   1:  10  800  ${'x'.repeat(20_000_000)}\n   2:  3  72  Foo\nTotal  13  872\n`);
    expect(found.model.rowCount).toBe(2);
    expect(found.model.classNames[1]).toBe('Foo');
  });
});

describe('other orders of columns', () => {
  it('[HH-14] reads what the serviceability agent wrote, names as it decodes them', () => {
    const { model, tool, diagnostics } = only('Attaching to process ID 7, please wait...\nObject Histogram:\n\nnum \t  #instances\t#bytes\tClass description\n--------------------------------\n1:\t\t3064\t179664\tbyte[]\n2:\t\t1313\t87448\tjava.lang.Object[]\nTotal : \t4377\t267112\n');
    expect(model).toMatchObject({ classNames: ['byte[]', 'java.lang.Object[]'], printedTotal: { instances: 4377, shallowBytes: 267_112 }, live: false });
    expect([tool, diagnostics]).toEqual(['jhsdb jmap --histo', []]);
  });

  it('[HH-14] reads rows of size, count and class, which have no rank', () => {
    const { model } = only('Object Histogram:\n\nSize\tCount\tClass description\n-------------------------------------------------------\n13648\t89\tchar[]\n8640\t180\tjava.lang.String\n');
    expect(model).toMatchObject({ classNames: ['char[]', 'java.lang.String'], total: { instances: 269, shallowBytes: 22_288 } });
    expect(Array.from(model.ranks)).toEqual([1, 2]);
  });

  it('[HH-14] reads #count headers, and OpenJ9, whose ranks have no colon', () => {
    expect(only(' num  #count  #bytes  #Class description\n----------------------\n   1:   10   800  byte[]\n').model.rowCount).toBe(1);
    const { model } = only('num   object count     total size    class name\n-------------------------------------------------\n    1          4857         308664    [C\n    2           100           1600    com.acme.Foo\nTotal            4957         310264\n');
    expect(model).toMatchObject({ classNames: ['char[]', 'com.acme.Foo'], printedTotal: { instances: 4957, shallowBytes: 310_264 } });
  });

  it('[HH-14] goes back to ranks with colons after such a histogram', () => {
    const found = parse(`Size\tCount\tClass description\n-----------\n16\t1\tA\n\n${HEADER}   1:   10   800  [B (java.base@21.0.9)\nTotal    10    800\n`);
    expect(found.map(({ model }) => model.classNames)).toEqual([['A'], ['byte[]']]);
  });
});
