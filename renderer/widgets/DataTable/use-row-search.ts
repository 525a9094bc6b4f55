import { useRef } from 'react';
import { message } from '../../../shared/base/message.ts';
import type { FoundRow, TableQuery } from '../../../shared/engine/table-query.ts';
import type { GridActions } from './use-grid-actions.ts';
import type { TableSource } from './table-source.ts';

/** Letters typed within this time belong to one word. */
const WORD_MS = 1000;

interface SearchParts {
  readonly source: TableSource;
  readonly query: TableQuery;
  readonly text: string;
  readonly active: number | null;
  readonly activeColumn: string | null;
  readonly goTo: (place: number) => void;
  readonly say: GridActions['say'];
}

export interface RowSearch {
  /** F3: the next row that holds the filter's text; backwards with Shift. */
  readonly next: (backwards: boolean) => void;
  /** A letter typed into the rows: the next row whose active column begins with what was typed. */
  readonly type: (letter: string) => void;
}

/** Goes from row to row by their texts; the engine looks, as it holds the rows. */
export function useRowSearch({ source, query, text, active, activeColumn, goTo, say }: SearchParts): RowSearch {
  const typed = useRef({ word: '', at: 0 });
  const reach = (found: FoundRow, word: string): void => {
    if (found.place === null) return say(message('table.find.none', { text: word }));
    goTo(found.place);
    say(message('table.find.at', { number: found.number, matches: found.matches }));
  };
  const ask = (word: string, column: string | null, from: number, backwards: boolean): void => {
    const match = column === null ? 'contains' : 'prefix';
    source.find(query, { column, text: word, match, from, backwards }).then(
      (found) => reach(found, word),
      () => undefined,
    );
  };
  return {
    next: (backwards) => (text === '' ? undefined : ask(text, null, active ?? -1, backwards)),
    type(letter) {
      const now = performance.now();
      const isNew = now - typed.current.at > WORD_MS;
      const word = isNew ? letter : typed.current.word + letter;
      typed.current = { word, at: now };
      // A longer word may still be that of the row one stands on.
      if (activeColumn !== null) ask(word, activeColumn, isNew ? (active ?? -1) : (active ?? 0) - 1, false);
    },
  };
}
