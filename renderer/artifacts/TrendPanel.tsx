import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { formatQuantity } from '../../shared/base/format-quantity.ts';
import { expectedAt } from '../../shared/base/robust-fit.ts';
import type { Trend } from '../../shared/base/trend.ts';
import type { Unit } from '../../shared/base/units.ts';
import { csvField } from '../../shared/report/csv.ts';
import { trendSentences } from '../../shared/report/trend-sentences.ts';
import type { TrendMeasure } from '../../shared/engine/trend-question.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { useHost } from '../host/host-context.ts';
import { useLoaded } from '../host/use-loaded.ts';
import { ErrorNotice } from '../panels/notices/ErrorNotice.tsx';
import { artifactLabel, artifactTime, clockTime, findArtifact } from '../selectors/artifact-names.ts';
import { measureName, measuresOf, trendSources, type TrendSource } from '../selectors/trend-measures.ts';
import { useWords } from '../selectors/use-words.ts';
import { goTo } from '../state/case-actions.ts';
import type { Place } from '../state/place.ts';
import { parseQuantity } from '../widgets/DataTable/parse-quantity.ts';
import { lineEnd, type ChartPoint } from '../widgets/Chart/chart-series.ts';
import { saveFile } from '../widgets/save-file.ts';
import './artifacts.css';

// The chart library loads when the first chart is looked at.
const Chart = lazy(async () => ({ default: (await import('../widgets/Chart/Chart.tsx')).Chart }));

export interface TrendPanelProps {
  readonly view: CaseView;
  readonly place: Extract<Place, { type: 'trend' }>;
}

function useTrend(caseId: CaseView['entry']['id'], source: TrendSource | undefined, measure: TrendMeasure, limit: number | null) {
  const host = useHost();
  const asked = JSON.stringify({ artifacts: source?.artifacts.map(({ id }) => id) ?? [], measure, limit });
  const load = useCallback((): Promise<Trend | null> => {
    const question = JSON.parse(asked) as { artifacts: string[]; measure: never; limit: number | null };
    return question.artifacts.length === 0 ? Promise.resolve(null) : host.call('series.trend', { caseId, ...question });
  }, [host, caseId, asked]);
  return useLoaded(load);
}

/** Printed times without a zone are shown as printed, all others in the reader's own. */
function timeFormat(view: CaseView, trend: Trend): (x: number) => string {
  if (trend.points.some(({ atMs }) => atMs === null)) return (x) => `#${Math.round(x) + 1}`;
  const isPrinted = trend.points.every(({ artifact }) => findArtifact(view, artifact)?.capturedAt?.endsWith('Z') === false);
  return (x) => clockTime(isPrinted ? new Date(x).toISOString().slice(0, 19) : new Date(x).toISOString());
}

interface PointRow {
  readonly name: string;
  readonly time: string;
  readonly value: number | null;
  readonly delta: number | null;
  readonly expected: number | null;
  readonly capture: string | null;
  readonly line: number;
}

function pointRows(view: CaseView, trend: Trend): readonly PointRow[] {
  return trend.points.map(({ artifact: id, value, atMs }, i) => {
    const artifact = findArtifact(view, id);
    const before = trend.points[i - 1]?.value ?? null;
    return {
      name: artifact === null ? id : artifactLabel(view, artifact),
      time: artifact === null ? '' : (artifactTime(view, artifact) ?? ''),
      value,
      delta: value === null || before === null ? null : value - before,
      expected: trend.fit === null || atMs === null ? null : expectedAt(trend.fit, atMs).value,
      capture: artifact?.capture ?? null,
      line: artifact?.span.first ?? 1,
    };
  });
}

function PointTable({ rows, unit, label }: { readonly rows: readonly PointRow[]; readonly unit: Unit; readonly label: string }): ReactNode {
  const { t, language } = useWords();
  const shown = (value: number | null): string => (value === null ? '' : formatQuantity(Math.abs(value) >= 100 ? Math.round(value) : value, unit, language));
  const signed = (value: number | null): string => (value === null ? '' : value > 0 ? `+${shown(value)}` : shown(value).replace('-', '−'));
  return (
    <div className="trend-table" tabIndex={0} role="region" aria-label={t('trend.table', { name: label })}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('trend.column.capture')}</th>
            <th className="number">{label}</th>
            <th className="number">{t('trend.column.change')}</th>
            <th className="number">{t('trend.column.line')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, value, delta, expected, capture, line }) => (
            <tr key={name}>
              <td>{capture === null ? name : <button type="button" className="jump" onClick={() => goTo({ type: 'raw', capture: capture as never, line })}>{name}</button>}</td>
              <td className={value === 0 ? 'number muted' : 'number'} title={value === null ? t('trend.unknown') : String(value)}>{shown(value)}</td>
              <td className={delta === 0 ? 'number muted' : 'number'}>{signed(delta)}</td>
              <td className="number muted">{shown(expected)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface TrendViewProps {
  readonly view: CaseView;
  readonly trend: Trend;
  readonly name: string;
}

function TrendView({ view, trend, name }: TrendViewProps): ReactNode {
  const words = useWords();
  const { t, language, translate } = words;
  const rows = useMemo(() => pointRows(view, trend), [view, trend]);
  const points = useMemo((): readonly ChartPoint[] => trend.points.map(({ atMs, value }, i) => ({ x: atMs ?? i, y: value, name: rows[i]?.name ?? '' })), [trend, rows]);
  const line = useMemo(() => (trend.fit === null ? null : { fit: trend.fit, isTrusted: trend.because === null, until: lineEnd(points, trend.meets?.type === 'meets' ? trend.meets.at : null) }), [trend, points]);
  const formatX = useMemo(() => timeFormat(view, trend), [view, trend]);
  const save = (): void => {
    const head = [t('trend.column.capture'), t('trend.column.time'), name, t('trend.column.line')];
    const lines = [head, ...rows.map(({ name: capture, time, value, expected }) => [capture, time, value, expected])].map((cells) => `${cells.map(csvField).join(',')}\r\n`);
    saveFile(`${name}.csv`, 'text/csv', `\ufeff${lines.join('')}`);
  };
  return (
    <div className="trend-body">
      <div className="trend-said">
        {trendSentences(trend, translate, language).map((sentence, i) => (
          <p key={sentence} className={i === 0 ? 'strong' : 'muted'}>
            {sentence}
          </p>
        ))}
      </div>
      <Suspense fallback={<p className="muted">{t('loading')}</p>}>
        <Chart label={name} points={points} line={line} limit={trend.limit} unit={trend.unit} formatX={formatX} language={language} translate={translate} />
      </Suspense>
      <div className="trend-actions">
        <Button className="button" onPress={save}>
          {t('trend.csv')}
        </Button>
      </div>
      <PointTable rows={rows} unit={trend.unit} label={name} />
    </div>
  );
}

interface BarProps {
  readonly view: CaseView;
  readonly place: TrendPanelProps['place'];
  readonly sources: readonly TrendSource[];
  readonly source: TrendSource | undefined;
  readonly limit: string;
  readonly isLimitWrong: boolean;
  onSource(key: string): void;
  onLimit(limit: string): void;
}

function TrendBar({ view, place, sources, source, limit, isLimitWrong, onSource, onLimit }: BarProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const present = JSON.stringify(place.measure);
  const measures = measuresOf(view, place.kind, words);
  const all = measures.some(({ measure }) => JSON.stringify(measure) === present) ? measures : [{ measure: place.measure, name: measureName(view, place.kind, place.measure, words) }, ...measures];
  return (
    <div className="choice-bar">
      <label className="trend-choice">
        {t('trend.measure')}
        <select value={present} onChange={({ target }) => goTo({ ...place, measure: JSON.parse(target.value) as TrendMeasure })}>
          {all.map(({ measure, name }) => (
            <option key={JSON.stringify(measure)} value={JSON.stringify(measure)}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {sources.length < 2 ? null : (
        <label className="trend-choice">
          {t('trend.source')}
          <select value={source?.key} onChange={({ target }) => onSource(target.value)}>
            {sources.map(({ key, label, artifacts }) => (
              <option key={key} value={key}>
                {t('trend.source-count', { name: label, count: artifacts.length })}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="trend-choice">
        {t('trend.limit')}
        <input className="trend-limit" value={limit} aria-invalid={isLimitWrong} placeholder={t('trend.limit.hint')} onChange={({ target }) => onLimit(target.value)} />
      </label>
    </div>
  );
}

/** One number over the captures of a process: where it was, where it goes, and when it meets a limit. */
export function TrendPanel({ view, place }: TrendPanelProps): ReactNode {
  const words = useWords();
  const sources = trendSources(view, place.kind, words);
  const [sourceKey, setSourceKey] = useState<string | null>(null);
  const [limit, setLimit] = useState('');
  const source = sources.find(({ key }) => key === sourceKey) ?? sources[0];
  const [unit, setUnit] = useState<Unit>('count');
  const { value: trend, error, reload } = useTrend(view.entry.id, source, place.measure, parseQuantity(limit, unit));
  if (trend !== null && trend.unit !== unit) setUnit(trend.unit);
  return (
    <div className="panel table-panel">
      <TrendBar view={view} place={place} sources={sources} source={source} limit={limit} isLimitWrong={limit.trim() !== '' && parseQuantity(limit, unit) === null} onSource={setSourceKey} onLimit={setLimit} />
      {error === null ? null : <ErrorNotice error={error} onRetry={reload} />}
      {trend === null ? <p className="empty-state">{words.t(source === undefined ? 'series.too-few' : 'loading')}</p> : <TrendView view={view} trend={trend} name={measureName(view, place.kind, place.measure, words)} />}
    </div>
  );
}
