import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteDictionary } from './byte-dictionary.ts';
import { areDigits, decimalAt, findText, asciiBytes, hexAt, trimmedEnd } from './byte-scan.ts';
import { ColumnTableBuilder, numberAt, textAt } from './column-table-builder.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Texts without line ends, which the dictionary does not take. */
const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replaceAll('\n', ' ')), { maxLength: 300 });

describe('a dictionary of bytes', () => {
  it('[BASE-30] gives each different text one code, in the order of appearance, and the texts back', () => {
    fc.assert(
      fc.property(texts, (all) => {
        const dictionary = new ByteDictionary();
        const codes = all.map((text) => dictionary.codeOfText(text));
        const different = [...new Set(all.filter((text) => text !== ''))];
        expect(dictionary.texts()).toEqual(different);
        expect(codes).toEqual(all.map((text) => different.indexOf(text) + 1));
      }),
    );
  });

  it('[BASE-30] tells apart texts of which one begins the other, wherever they lie in memory', () => {
    const dictionary = new ByteDictionary();
    const bytes = encode('abc');
    expect([1, 2, 3, 2, 1].map((end) => dictionary.codeOf(bytes, 0, end))).toEqual([1, 2, 3, 2, 1]);
    const shifted = encode('xxabc').subarray(2);
    expect(dictionary.codeOf(shifted, 0, 3)).toBe(3);
    expect(dictionary.codeOf(bytes, 1, 3)).toBe(4);
  });
});

describe('a table built row by row', () => {
  it('[BASE-31] keeps what was set and says nothing elsewhere, over any number of rows', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ size: fc.option(fc.nat()), name: fc.option(fc.string({ minLength: 1, maxLength: 5 }).map((text) => text.replaceAll('\n', '_'))) }), { maxLength: 200 }), (rows) => {
        const builder = new ColumnTableBuilder<'size' | 'never', 'name' | 'empty'>(['size', 'never'], ['name', 'empty']);
        for (const [i, { size, name }] of rows.entries()) {
          builder.begin(i + 10);
          if (size !== null) builder.setNumber(0, size);
          if (name !== null) builder.setText(0, encode(name), 0, encode(name).length);
        }
        const { rowCount, columns, firstLine } = builder.finish();
        expect(rowCount).toBe(rows.length);
        expect([...firstLine]).toEqual(rows.map((_, i) => i + 10));
        expect(rows.map((_, row) => ({ size: numberAt(columns.size, row), name: textAt(columns.name, row) }))).toEqual(rows);
        expect(rows.every((_, row) => numberAt(columns.never, row) === null && textAt(columns.empty, row) === null)).toBe(true);
        expect([columns.never.values.length, columns.empty.codes.length]).toEqual([rows.length, rows.length]);
      }),
    );
  });
});

describe('scanning bytes', () => {
  it('[BASE-32] reads whole numbers and nothing else as numbers', () => {
    const read = (text: string): readonly [number, number, boolean] => [decimalAt(encode(text), 0, text.length), hexAt(encode(text), 0, text.length), areDigits(encode(text), 0, text.length)];
    expect(read('1234')).toEqual([1234, 0x1234, true]);
    expect(read('0aF')).toEqual([NaN, 0xaf, false]);
    for (const text of ['', '-1', '1.5', ' 1', 'g', '1:']) expect(read(text)).toEqual([NaN, NaN, false]);
  });

  it('[BASE-32] finds texts only where they lie wholly', () => {
    const bytes = encode('a ino:7  ');
    expect(findText(bytes, 0, bytes.length, asciiBytes(' ino:'))).toBe(1);
    expect(findText(bytes, 0, 5, asciiBytes(' ino:'))).toBe(-1);
    expect(trimmedEnd(bytes, 0, bytes.length)).toBe(7);
  });
});
