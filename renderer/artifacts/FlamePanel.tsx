import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { CallTree, CallTreeQuestion } from '../../shared/artifacts/call-tree.ts';
import type { ArtifactId } from '../../shared/base/ids.ts';
import { formatQuantity } from '../../shared/base/format-quantity.ts';
import { visibleText } from '../../shared/base/visible-text.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { collapsedStacks } from '../../shared/report/collapsed-stacks.ts';
import { renderJson } from '../../shared/report/json.ts';
import { speedscopeFile } from '../../shared/report/speedscope.ts';
import { useHost } from '../host/host-context.ts';
import { useLoaded } from '../host/use-loaded.ts';
import { ErrorNotice } from '../panels/notices/ErrorNotice.tsx';
import { artifactsOfKind, findArtifact } from '../selectors/artifact-names.ts';
import { useWords, type Words } from '../selectors/use-words.ts';
import { start } from '../state/attempt.ts';
import { goTo } from '../state/case-actions.ts';
import type { Place } from '../state/place.ts';
import { FlameGraph } from '../widgets/FlameGraph/FlameGraph.tsx';
import { matchedSamples, nextMatch } from '../widgets/FlameGraph/flame-layout.ts';
import { saveFile } from '../widgets/save-file.ts';
import './artifacts.css';

export interface FlamePanelProps {
  readonly view: CaseView;
  readonly place: Extract<Place, { type: 'flame' }>;
}

/** Enough for any screen; narrower calls could not be seen. */
const MAX_NODES = 20_000;

type Chosen = Omit<CallTreeQuestion, 'maxNodes'>;

function percentOf(part: number, whole: number, { language }: Words): string {
  return formatQuantity(whole === 0 ? 0 : (part / whole) * 100, 'percent', language);
}

function nodeText(tree: CallTree, node: number, words: Words): string {
  const name = tree.frames[tree.frame[node] ?? -1]?.name ?? words.t('flame.root');
  const count = tree.total[node] ?? 0;
  return words.t('flame.node', { name: visibleText(name), count, percent: percentOf(count, tree.samples, words) });
}

interface BarProps {
  readonly tree: CallTree | null;
  readonly chosen: Chosen;
  readonly search: string;
  readonly matched: string | null;
  onChosen(chosen: Chosen): void;
  onSearch(text: string): void;
  /** Enter in the search field. */
  onNext(): void;
}

function FlameBar({ tree, chosen, search, matched, onChosen, onSearch, onNext }: BarProps): ReactNode {
  const { t } = useWords();
  return (
    <div className="choice-bar">
      <label className="trend-choice">
        {t('flame.pool')}
        <select value={chosen.pool ?? ''} onChange={({ target }) => onChosen({ ...chosen, pool: target.value === '' ? null : target.value, thread: null })}>
          <option value="">{t('flame.pool.all')}</option>
          {(tree?.pools ?? []).map(({ pattern, samples }) => (
            <option key={pattern} value={pattern}>
              {t('flame.pool.option', { name: visibleText(pattern), count: samples })}
            </option>
          ))}
        </select>
      </label>
      {chosen.pool === null ? null : (
        <label className="trend-choice">
          {t('flame.thread')}
          <select value={chosen.thread ?? ''} onChange={({ target }) => onChosen({ ...chosen, thread: target.value === '' ? null : target.value })}>
            <option value="">{t('flame.thread.all')}</option>
            {(tree?.threads ?? []).map((name) => (
              <option key={name} value={name}>
                {visibleText(name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="trend-choice">
        <input type="checkbox" checked={chosen.busyOnly} onChange={({ target }) => onChosen({ ...chosen, busyOnly: target.checked })} />
        {t('flame.busy')}
      </label>
      {tree === null || tree.requestSamples === 0 ? null : (
        <label className="trend-choice">
          <input type="checkbox" checked={chosen.byRequest === true} onChange={({ target }) => onChosen({ ...chosen, byRequest: target.checked })} />
          {t('flame.by-request')}
        </label>
      )}
      <input type="search" className="flame-search" value={search} aria-label={t('flame.search')} placeholder={t('flame.search')} onChange={({ target }) => onSearch(target.value)} onKeyDown={({ key }) => (key === 'Enter' ? onNext() : undefined)} />
      <span className="muted" role="status">
        {matched}
      </span>
    </div>
  );
}

function FlameSaid({ tree }: { readonly tree: CallTree }): ReactNode {
  const { t } = useWords();
  const said = [t('flame.said', { count: tree.samples, captures: tree.captures }), tree.intervalMs === null ? t('flame.no-interval') : t('flame.estimate', { intervalMs: tree.intervalMs })];
  const hasRequests = tree.frames.some(({ origin }) => origin === 'request');
  if (hasRequests) said.push(t('flame.requests', { count: tree.requestSamples }));
  if (tree.leftOut > 0) said.push(t('flame.left-out', { count: tree.leftOut }));
  return (
    <p className="flame-said">
      <span>{said.join(' ')}</span>
      {([...(hasRequests ? (['request'] as const) : []), 'application', 'library', 'jdk'] as const).map((origin) => (
        <span key={origin} className={`flame-key flame-${origin}`}>
          {t(`flame.key.${origin}`)}
        </span>
      ))}
      <span className="muted">{t('flame.keys')}</span>
    </p>
  );
}

interface DetailProps {
  readonly view: CaseView;
  readonly artifacts: readonly ArtifactId[];
  readonly tree: CallTree;
  readonly node: number;
  readonly zoomed: number;
  onZoom(node: number): void;
  onSave(format: 'speedscope' | 'collapsed'): void;
}

function FlameDetail({ view, artifacts, tree, node, zoomed, onZoom, onSave }: DetailProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const artifact = findArtifact(view, artifacts[tree.capture[node] ?? 0] ?? ('' as ArtifactId));
  const line = tree.line[node] ?? 0;
  const facts = [nodeText(tree, node, words), t('flame.self', { count: tree.self[node] ?? 0 })];
  if (tree.intervalMs !== null) facts.push(t('flame.time', { ms: (tree.total[node] ?? 0) * tree.intervalMs }));
  return (
    <div className="flame-detail">
      <span className="flame-facts">{facts.join(' · ')}</span>
      {node === zoomed ? null : (
        <Button className="button" onPress={() => onZoom(node)}>
          {t('flame.zoom')}
        </Button>
      )}
      {zoomed === 0 ? null : (
        <Button className="button" onPress={() => onZoom(0)}>
          {t('flame.out')}
        </Button>
      )}
      {artifact === null || line === 0 || node === 0 ? null : (
        <Button className="button" onPress={() => goTo({ type: 'raw', capture: artifact.capture, line })}>
          {t('flame.example')}
        </Button>
      )}
      <Button className="button quiet" onPress={() => onSave('speedscope')}>
        {t('flame.speedscope')}
      </Button>
      <Button className="button quiet" onPress={() => onSave('collapsed')}>
        {t('flame.collapsed')}
      </Button>
    </div>
  );
}

function save(tree: CallTree, format: 'speedscope' | 'collapsed', name: string, { t }: Words): void {
  if (format === 'collapsed') saveFile(`${name}.collapsed.txt`, 'text/plain', collapsedStacks(tree));
  else saveFile(`${name}.speedscope.json`, 'application/json', renderJson(speedscopeFile(tree, { file: name, samples: t('flame.samples', { count: tree.samples }), estimate: t('flame.estimated', { intervalMs: tree.intervalMs ?? 0 }) }, 'borescope')));
}

/** Stacks of all captures of a kind, merged: where threads are, as wide as often. */
export function FlamePanel({ view, place }: FlamePanelProps): ReactNode {
  const host = useHost();
  const words = useWords();
  const caseId = view.entry.id;
  const [chosen, setChosen] = useState<Chosen>({ pool: null, thread: null, busyOnly: true });
  const [shown, setShown] = useState({ zoomed: 0, selected: 0 });
  const [search, setSearch] = useState('');
  const asked = JSON.stringify({ artifacts: artifactsOfKind(view, place.kind).map(({ id }) => id), question: { ...chosen, maxNodes: MAX_NODES } });
  const ask = useCallback((maxNodes: number) => {
    const { artifacts, question } = JSON.parse(asked) as { artifacts: ArtifactId[]; question: CallTreeQuestion };
    return host.call('series.calls', { caseId, artifacts, question: { ...question, maxNodes } });
  }, [host, caseId, asked]);
  const load = useCallback(() => ask(MAX_NODES), [ask]);
  const { value: tree, error, reload } = useLoaded(load);
  const isMatch = useMemo(() => (tree === null || search === '' ? null : tree.frames.map(({ name }) => name.toLowerCase().includes(search.toLowerCase()))), [tree, search]);
  const matched = tree === null || isMatch === null ? null : words.t('flame.matched', { percent: percentOf(matchedSamples(tree, isMatch), tree.samples, words) });
  const change = (next: Chosen): void => {
    setChosen(next);
    setShown({ zoomed: 0, selected: 0 });
  };
  const { artifacts } = JSON.parse(asked) as { artifacts: ArtifactId[] };
  const zoom = (node: number): void => setShown({ zoomed: node, selected: node });
  const goOn = (): void => {
    const next = tree === null || isMatch === null ? null : nextMatch(tree, isMatch, shown.selected);
    if (next !== null) zoom(next);
  };
  const isKnown = tree !== null && shown.selected < tree.frame.length && shown.zoomed < tree.frame.length;
  const { zoomed, selected } = isKnown ? shown : { zoomed: 0, selected: 0 };
  return (
    <div className="panel table-panel">
      <FlameBar tree={tree} chosen={chosen} search={search} matched={matched} onChosen={change} onSearch={setSearch} onNext={goOn} />
      {error === null ? null : <ErrorNotice error={error} onRetry={reload} />}
      {tree === null ? <p className="empty-state">{words.t('loading')}</p> : tree.samples === 0 ? <p className="empty-state">{words.t('flame.nothing')}</p> : (
        <>
          <FlameSaid tree={tree} />
          <FlameDetail view={view} artifacts={artifacts} tree={tree} node={selected} zoomed={zoomed} onZoom={zoom} onSave={(format) => start(() => ask(0).then((whole) => save(whole, format, view.entry.name, words)))} />
          <FlameGraph tree={tree} label={words.t('flame.title')} rootName={words.t('flame.root')} zoomed={zoomed} selected={selected} isMatch={isMatch} describe={(node) => nodeText(tree, node, words)} onSelect={(node) => setShown({ zoomed, selected: node })} onZoom={zoom} />
        </>
      )}
    </div>
  );
}
