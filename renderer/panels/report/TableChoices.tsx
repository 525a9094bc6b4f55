import type { ReactNode } from 'react';
import { message } from '../../../shared/base/message.ts';
import { useWords } from '../../selectors/use-words.ts';
import { offeredTables, type OfferedTables } from './offered-tables.ts';
import { hasTableChoice, type ReportChoicesProps } from './report-form.ts';

interface KindProps {
  readonly offered: OfferedTables;
  readonly leftOut: readonly string[];
  /** Takes tables in, or leaves them out. */
  onPut(names: readonly string[], isIn: boolean): void;
}

function KindTables({ offered: { title, tables, names }, leftOut, onPut }: KindProps): ReactNode {
  const { translate } = useWords();
  const out = names.filter((name) => leftOut.includes(name)).length;
  return (
    <>
      <label className="tick table-kind">
        <input
          type="checkbox"
          checked={out === 0}
          ref={(box) => {
            if (box !== null) box.indeterminate = out > 0 && out < names.length;
          }}
          onChange={() => onPut(names, out > 0)}
        />
        <span>{translate(message(title))}</span>
      </label>
      <div className="table-views">
        {tables.map((table) => (
          <label key={table.name} className="tick">
            <input type="checkbox" checked={!leftOut.includes(table.name)} onChange={({ target }) => onPut([table.name], target.checked)} />
            <span>{translate(message(table.title))}</span>
          </label>
        ))}
      </div>
    </>
  );
}

/** Which tables go in, kind by kind. */
export function TableChoices({ view, form, onChange }: ReportChoicesProps): ReactNode {
  const { t } = useWords();
  const offered = offeredTables(view, form.captures);
  const all = offered.flatMap(({ names }) => names);
  const put = (names: readonly string[], isIn: boolean): void => onChange({ ...form, leftOutTables: [...form.leftOutTables.filter((one) => !names.includes(one)), ...(isIn ? [] : names)] });
  if (!hasTableChoice(form.format)) return <p className="muted small">{t('report.tables.always-all')}</p>;
  return (
    <fieldset className="choice-group">
      <legend>{t('report.tables', { chosen: all.filter((name) => !form.leftOutTables.includes(name)).length, count: all.length })}</legend>
      <div className="choice-scroll">
        {offered.map((one) => (
          <KindTables key={one.kind} offered={one} leftOut={form.leftOutTables} onPut={put} />
        ))}
      </div>
    </fieldset>
  );
}
