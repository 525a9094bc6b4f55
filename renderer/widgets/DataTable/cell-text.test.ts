import { describe, expect, it } from 'vitest';
import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';
import { createTranslator } from '../../../shared/base/translate.ts';
import { WIDGET_MESSAGES } from '../messages.ts';
import { cellHint, cellText, changeOf, inWords, stateRuns, valueName } from './cell-text.ts';

const words = { translate: createTranslator('en', [WIDGET_MESSAGES]), language: 'en' } as const;
const column = (over: Partial<ColumnSpec>): ColumnSpec => ({ id: 'c', header: 'h', type: 'number', unit: 'count', look: 'plain', width: 100, ...over });

describe('cell text', () => {
  it('[TABLE-CELL] shows bytes short and keeps the exact number at hand', () => {
    expect(cellText(4_404_019, column({ unit: 'bytes' }), 'en')).toEqual({ text: '4.2 MB', muted: false });
    expect(cellHint(4_404_019, column({ unit: 'bytes' }), words)).toBe('4,404,019 bytes');
    expect(cellHint(12, column({}), words)).toBeNull();
  });

  it('[TABLE-CELL] mutes zero, but an id of zero is an id', () => {
    expect(cellText(0, column({}), 'en').muted).toBe(true);
    expect(cellText(0, column({ unit: 'id' }), 'en').muted).toBe(false);
  });

  it('[TABLE-CELL] leaves a cell empty where the source did not say, and says so', () => {
    expect(cellText(null, column({}), 'en')).toEqual({ text: '', muted: true });
    expect(cellHint(null, column({}), words)).toBe('The source does not say.');
  });

  it('[TABLE-CELL] signs deltas', () => {
    const delta = column({ look: 'delta', unit: 'bytes' });
    expect(cellText(2048, delta, 'en').text).toBe('+2 KB');
    expect(cellText(-2048, delta, 'en').text).toBe('\u22122 KB');
    expect(cellText(0, delta, 'en').text).toBe('0 B');
  });

  it('[TABLE-CELL] shows hostile text as text: control and bidi marks visible, endless names cut', () => {
    expect(cellText('a\u001b[31m\u202eb', column({ type: 'text' }), 'en').text).toBe('a␛[31m⟨U+202E⟩b');
    expect(cellText('x'.repeat(1_000_000), column({ type: 'text' }), 'en').text.length).toBeLessThan(1100);
  });

  it('[TABLE-CELL] knows the words of a diff', () => {
    expect(changeOf('added')?.sign).toBe('+');
    expect(changeOf('unchanged')?.sort).toBe('same');
    expect(changeOf('moved')).toBeNull();
    expect(valueName('removed', column({ type: 'text', look: 'change' }), words)).toBe('removed');
    expect(valueName(null, undefined, words)).toBe('(no value)');
  });

  it('[TABLE-CELL] says a code in words where the column has words, everything else as it is', () => {
    const spec = column({ type: 'text', words: 'table.change' });
    expect(inWords('removed', spec, words.translate)).toBe('removed');
    expect(inWords('no-value', column({ type: 'text', words: 'table' }), words.translate)).toBe('(no value)');
    expect([inWords(null, spec, words.translate), inWords(7, spec, words.translate), inWords('code', column({ type: 'text' }), words.translate)]).toEqual([null, 7, 'code']);
    expect(valueName('no-value', column({ type: 'text', words: 'table' }), words)).toBe('(no value)');
  });

  it('[TABLE-CELL] cuts a strip of states where the state changes', () => {
    expect(stateRuns('RRBB.R')).toEqual([{ letter: 'R', text: 'RR', at: 0 }, { letter: 'B', text: 'BB', at: 2 }, { letter: '.', text: '.', at: 4 }, { letter: 'R', text: 'R', at: 5 }]);
    expect(stateRuns('')).toEqual([]);
  });
});
