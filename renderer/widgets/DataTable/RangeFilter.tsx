import { useState, type FormEvent, type ReactNode } from 'react';
import { message } from '../../../shared/base/message.ts';
import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';
import type { ColumnFilter } from '../../../shared/engine/table-query.ts';
import { regexFault } from '../../../shared/engine/text-matcher.ts';
import type { Words } from './cell-text.ts';
import { FilterButtons } from './FilterButtons.tsx';
import { RegexField } from './RegexField.tsx';
import { parseQuantity } from './parse-quantity.ts';

interface RangeFilterProps {
  readonly spec: ColumnSpec;
  readonly filters: readonly ColumnFilter[];
  readonly apply: (filter: ColumnFilter | null) => void;
  readonly words: Words;
}

/** From and to, both inclusive; an empty box is no bound. Bytes and durations may be typed with a unit: 4 MB, 2 s. */
export function RangeFilter({ spec, filters, apply, words }: RangeFilterProps): ReactNode {
  const { translate } = words;
  const present = filters.find((filter) => filter.column === spec.id && filter.op === 'range');
  const [min, setMin] = useState(present?.op === 'range' && present.min !== null ? String(present.min) : '');
  const [max, setMax] = useState(present?.op === 'range' && present.max !== null ? String(present.max) : '');
  const known = filters.find((filter) => filter.column === spec.id && filter.op === 'regex');
  const [pattern, setPattern] = useState(known?.op === 'regex' ? known.pattern : '');
  const bounds = { min: parseQuantity(min, spec.unit), max: parseQuantity(max, spec.unit) };
  const isWrong = { min: min.trim() !== '' && bounds.min === null, max: max.trim() !== '' && bounds.max === null };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isWrong.min || isWrong.max || (pattern !== '' && regexFault(pattern) !== null)) return;
    if (pattern !== '') apply({ column: spec.id, op: 'regex', pattern });
    else apply(bounds.min === null && bounds.max === null ? null : { column: spec.id, op: 'range', ...bounds });
  };
  return (
    <form onSubmit={submit} className="range-filter">
      <label>
        {translate(message('table.range.from'))}
        <input value={min} inputMode="decimal" aria-invalid={isWrong.min} onChange={(event) => setMin(event.target.value)} />
      </label>
      <label>
        {translate(message('table.range.to'))}
        <input value={max} inputMode="decimal" aria-invalid={isWrong.max} onChange={(event) => setMax(event.target.value)} />
      </label>
      <RegexField pattern={pattern} setPattern={setPattern} words={words} />
      <FilterButtons onRemove={() => apply(null)} translate={translate} />
    </form>
  );
}
