import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import type { Cell } from '../../../shared/base/column-table.ts';
import { message } from '../../../shared/base/message.ts';
import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';
import type { ColumnFilter } from '../../../shared/engine/table-query.ts';
import { regexFault } from '../../../shared/engine/text-matcher.ts';
import { valueName, type Words } from './cell-text.ts';
import { FilterButtons } from './FilterButtons.tsx';
import { filterFromTicks, ticksFromFilters } from './filter-list.ts';
import { RegexField } from './RegexField.tsx';
import type { TableSource } from './table-source.ts';

interface ValueFilterProps {
  readonly spec: ColumnSpec;
  readonly source: TableSource;
  readonly filters: readonly ColumnFilter[];
  readonly apply: (filter: ColumnFilter | null) => void;
  readonly words: Words;
}

type Values = Awaited<ReturnType<TableSource['distinct']>>;

const LISTED_VALUES = 500;

function useDistinct(source: TableSource, column: string): Values | null {
  const [values, setValues] = useState<Values | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const take = (found: Values): void => {
      if (isCurrent) setValues(found);
    };
    source.distinct(column, LISTED_VALUES).then(take, () => take([]));
    return () => {
      isCurrent = false;
    };
  }, [source, column]);
  return values;
}

interface TickListProps {
  readonly values: Values;
  readonly ticked: ReadonlySet<Cell>;
  readonly setTicked: (ticked: ReadonlySet<Cell>) => void;
  readonly spec: ColumnSpec;
  readonly words: Words;
}

function TickList({ values, ticked, setTicked, spec, words }: TickListProps): ReactNode {
  const { translate } = words;
  const flip = (value: Cell): void => {
    const next = new Set(ticked);
    if (!next.delete(value)) next.add(value);
    setTicked(next);
  };
  const number = new Intl.NumberFormat(words.language);
  return (
    <>
      <div className="tick-all">
        <button type="button" className="button quiet" onClick={() => setTicked(new Set([...ticked, ...values.map((entry) => entry.value)]))}>
          {translate(message('table.values.all'))}
        </button>
        <button type="button" className="button quiet" onClick={() => setTicked(new Set([...ticked].filter((value) => !values.some((entry) => entry.value === value))))}>
          {translate(message('table.values.none'))}
        </button>
      </div>
      <div className="tick-list">
        {values.map(({ value, count }) => (
          <label key={value ?? '\u0000'} className="tick" title={value ?? undefined}>
            <input type="checkbox" checked={ticked.has(value)} onChange={() => flip(value)} />
            <span className={spec.look === 'code' ? 'tick-name cell-code' : 'tick-name'}>{valueName(value, spec, words)}</span>
            <span className="tick-count">{number.format(count)}</span>
          </label>
        ))}
        {values.length === 0 ? <p className="tick-note">{translate(message('table.values.empty'))}</p> : null}
      </div>
    </>
  );
}

/** Ticks for the most frequent values; what is typed narrows the list and can itself become a "contains" filter. */
export function ValueFilter({ spec, source, filters, apply, words }: ValueFilterProps): ReactNode {
  const { translate } = words;
  const values = useDistinct(source, spec.id);
  const present = filters.find((filter) => filter.column === spec.id && filter.op === 'contains');
  const [typed, setTyped] = useState(present?.op === 'contains' ? present.text : '');
  const known = filters.find((filter) => filter.column === spec.id && filter.op === 'regex');
  const [pattern, setPattern] = useState(known?.op === 'regex' ? known.pattern : '');
  const [chosen, setTicked] = useState<ReadonlySet<Cell> | null>(null);
  const listed = (values ?? []).map((entry) => entry.value);
  const ticked = chosen ?? ticksFromFilters(spec.id, listed, filters);
  const text = typed.trim();
  const visible = (values ?? []).filter(({ value }) => text === '' || valueName(value, spec, words).toLowerCase().includes(text.toLowerCase()));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (pattern !== '' && regexFault(pattern) !== null) return;
    if (pattern !== '') apply({ column: spec.id, op: 'regex', pattern });
    else apply(text !== '' && chosen === null ? { column: spec.id, op: 'contains', text } : filterFromTicks(spec.id, listed, ticked));
  };
  return (
    <form onSubmit={submit} className="value-filter">
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a dialog one has just asked for starts at its first field */}
      <input autoFocus value={typed} spellCheck={false} aria-label={translate(message('table.values.search'))} placeholder={translate(message('table.values.search'))} onChange={(event) => setTyped(event.target.value)} />
      {text === '' ? null : (
        <button type="button" className="button quiet contains" onClick={() => apply({ column: spec.id, op: 'contains', text })}>
          {translate(message('table.values.contains', { text }))}
        </button>
      )}
      {values === null ? <p className="tick-note">{translate(message('table.loading'))}</p> : <TickList values={visible} ticked={ticked} setTicked={setTicked} spec={spec} words={words} />}
      {listed.length === LISTED_VALUES ? <p className="tick-note">{translate(message('table.values.capped', { count: LISTED_VALUES }))}</p> : null}
      <RegexField pattern={pattern} setPattern={setPattern} words={words} />
      <FilterButtons onRemove={() => apply(null)} translate={translate} />
    </form>
  );
}
