import type { ReactNode } from 'react';
import { formatQuantity } from '../../../shared/base/format-quantity.ts';
import { message } from '../../../shared/base/message.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { kindTitle } from '../../selectors/artifact-names.ts';
import { keyFigureRows, type KeyFigureRow } from '../../selectors/key-figure-rows.ts';
import { useWords, type Words } from '../../selectors/use-words.ts';
import { goTo } from '../../state/case-actions.ts';
import { Sparkline } from '../../widgets/Sparkline.tsx';

function quantity(row: KeyFigureRow, value: number | null | undefined, words: Words): string {
  return value === null || value === undefined ? '' : formatQuantity(value, row.unit, words.language);
}

function changeOf(row: KeyFigureRow, words: Words): string {
  const first = row.values[0] ?? null;
  const last = row.values.at(-1) ?? null;
  if (first === null || last === null || row.values.length < 2) return '';
  const delta = last - first;
  return delta === 0 ? '0' : `${delta > 0 ? '+' : '−'}${formatQuantity(Math.abs(delta), row.unit, words.language)}`;
}

/** The shape of the series; opens its chart. */
function TrendButton({ row, label }: { readonly row: KeyFigureRow; readonly label: string }): ReactNode {
  const words = useWords();
  return (
    <button type="button" className="spark-button" title={words.t('trend.title', { name: label })} onClick={() => goTo({ type: 'trend', kind: row.kind, measure: { type: 'figure', id: row.id } })}>
      <Sparkline values={row.values} label={`${label}: ${row.values.map((value) => quantity(row, value, words)).join(', ')}`} />
    </button>
  );
}

function LastCell({ row }: { readonly row: KeyFigureRow }): ReactNode {
  return <td className={row.values.at(-1) === 0 ? 'number muted' : 'number strong'}>{quantity(row, row.values.at(-1), useWords())}</td>;
}

/** What one capture has no use for: where it began, how it went, what it changed. */
function SeriesRow({ row }: { readonly row: KeyFigureRow }): ReactNode {
  const words = useWords();
  const label = words.translate(message(row.label));
  const change = changeOf(row, words);
  return (
    <tr>
      <td>{label}</td>
      <td className={row.values[0] === 0 ? 'number muted' : 'number'}>{quantity(row, row.values[0], words)}</td>
      <td className="spark">
        <TrendButton row={row} label={label} />
      </td>
      <LastCell row={row} />
      <td className={change === '0' ? 'number muted' : 'number'}>{change}</td>
    </tr>
  );
}

function SingleRow({ row }: { readonly row: KeyFigureRow }): ReactNode {
  return (
    <tr>
      <td>{useWords().translate(message(row.label))}</td>
      <LastCell row={row} />
    </tr>
  );
}

function KindFigures({ kind, rows }: { readonly kind: string; readonly rows: readonly KeyFigureRow[] }): ReactNode {
  const words = useWords();
  const { t } = words;
  const captures = rows[0]?.values.length ?? 0;
  if (captures < 2) {
    return (
      <table className="plain-table figures" aria-label={kindTitle(kind, words)}>
        <thead>
          <tr>
            <th>{kindTitle(kind, words)}</th>
            <th className="number">{t('overview.value')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <SingleRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    );
  }
  return (
    <table className="plain-table figures" aria-label={kindTitle(kind, words)}>
      <thead>
        <tr>
          <th>{kindTitle(kind, words)}</th>
          <th className="number">{t('overview.first')}</th>
          <th className="spark">{t('overview.trend', { count: captures })}</th>
          <th className="number">{t('overview.last')}</th>
          <th className="number">{t('overview.change')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <SeriesRow key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

/** Numbers over the captures, kind by kind: first, shape, last, change. */
export function KeyFigures({ view }: { readonly view: CaseView }): ReactNode {
  const { t } = useWords();
  const rows = keyFigureRows(view.artifacts);
  if (rows.length === 0) return null;
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  return (
    <section className="section">
      <h2>{t('overview.figures')}</h2>
      <div className={rows.some(({ values }) => values.length > 1) ? 'figure-tables' : 'figure-tables figure-tables-single'}>
        {kinds.map((kind) => (
          <KindFigures key={kind} kind={kind} rows={rows.filter((row) => row.kind === kind)} />
        ))}
      </div>
    </section>
  );
}
