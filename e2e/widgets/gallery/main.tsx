// Shows one widget at a time, for e2e/widgets only: ?widget=table&rows=1000000&language=ko&theme=dark
import { Fragment, lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { TreeNode } from '../../../shared/artifacts/tree-view.ts';
import { catalogue, message, type Language } from '../../../shared/base/message.ts';
import { createTranslator } from '../../../shared/base/translate.ts';
import type { RowMark } from '../../../renderer/widgets/DataTable/table-source.ts';
import { DataTable } from '../../../renderer/widgets/DataTable/DataTable.tsx';
import { WIDGET_MESSAGES } from '../../../renderer/widgets/messages.ts';
import { SeverityGlyph } from '../../../renderer/widgets/SeverityGlyph.tsx';
import { Sparkline } from '../../../renderer/widgets/Sparkline.tsx';
import { StateGlyph } from '../../../renderer/widgets/StateGlyph.tsx';
import { TreeList } from '../../../renderer/widgets/TreeList/TreeList.tsx';
import { engineSource } from './engine-source.ts';
import { endlessSource } from './endless-source.ts';
import { TABLE_MESSAGES } from '../../../shared/engine/table-messages.ts';
import '../../../renderer/theme/base.css';

const RawText = lazy(async () => ({ default: (await import('../../../renderer/widgets/RawText/RawText.tsx')).RawText }));

const WORDS = catalogue({
  en: { 'gallery.title': 'Threads', 'gallery.name': 'Name', 'gallery.state': 'State', 'gallery.nid': 'nid', 'gallery.nid.hint': 'OS thread id', 'gallery.cpu': 'CPU', 'gallery.bytes': 'Shallow bytes', 'gallery.delta': 'Δ bytes', 'gallery.change': 'Change', 'gallery.locks': 'Locks', 'gallery.frame': 'Top frame', 'gallery.hidden': 'Hidden', 'gallery.text': '{{text}}' },
  ko: { 'gallery.title': '스레드', 'gallery.name': '이름', 'gallery.state': '상태', 'gallery.nid': 'nid', 'gallery.nid.hint': 'OS 스레드 ID', 'gallery.cpu': 'CPU', 'gallery.bytes': 'Shallow bytes', 'gallery.delta': '증감', 'gallery.change': '변경', 'gallery.locks': 'lock', 'gallery.frame': '최상위 frame', 'gallery.hidden': '숨김', 'gallery.text': '{{text}}' },
});

const params = new URLSearchParams(location.search);
const language = (params.get('language') ?? 'en') as Language;
const translate = createTranslator(language, [WIDGET_MESSAGES, TABLE_MESSAGES, WORDS]);
document.documentElement.lang = language;
const theme = params.get('theme');
if (theme !== null) document.documentElement.dataset['theme'] = theme;

const say = (text: string) => message('gallery.text', { text });
const node = (id: string, label: string, over: Partial<TreeNode> = {}): TreeNode => ({ id, label: say(label), detail: null, tone: 'neutral', threadState: null, span: null, children: [], ...over });

/** More rows are made when they are looked at. */
const HELD_ROWS = 100_000;

function Table(): ReactNode {
  const rows = Number(params.get('rows') ?? 1000);
  const [selected, setSelected] = useState<number | null>(null);
  const [fresh, setFresh] = useState(0);
  const source = useMemo(() => ({ ...(rows > HELD_ROWS ? endlessSource : engineSource)(rows, Number(params.get('delay') ?? 10), translate), fresh }), [rows, fresh]);
  const [marks, setMarks] = useState<ReadonlyMap<number, RowMark>>(new Map());
  const log = (what: string, row: number): void => {
    document.body.dataset[what] = String(row);
  };
  Object.assign(globalThis, { refreshTable: () => setFresh((count) => count + 1) });
  return <DataTable source={source} label={translate(message('gallery.title'))} selectedRow={selected} onSelect={({ row }) => (setSelected(row), log('selected', row))} onOpen={({ row }) => log('opened', row)} onSummary={(summary) => (document.body.dataset['summary'] = summary ?? '')} marks={{ all: marks, set: ({ row }, mark) => setMarks(new Map([...marks, [row, mark]])) }} locationOf={({ span }) => `dump.txt:${span?.first}`} relatedTo={({ row }, column) => [{ id: 'related', label: `related ${row} ${column}`, open: () => log('related', row) }]} translate={translate} language={language} />;
}

const HEAD = ['2026-01-01 00:00:00', 'Full thread dump OpenJDK 64-Bit Server VM (25+36 mixed mode):', ''];
const THREAD = (n: number): string[] => [
  `"http-nio-8080-exec-${n}" #${n} daemon prio=5 os_prio=0 cpu=12.3ms elapsed=99.1s tid=0x00007f nid=${n} waiting for monitor entry [0x00007f]`,
  `   java.lang.Thread.State: ${['BLOCKED (on object monitor)', 'RUNNABLE', 'TIMED_WAITING (sleeping)', 'WAITING (parking)'][n % 4]}`,
  '\tat com.acme.shop.InventoryLedger.reserve(InventoryLedger.java:42)',
  '\t- waiting to lock <0x000000070f00> (a com.acme.shop.InventoryLedger)',
  '\tat java.lang.Thread.run(java.base@25/Thread.java:1474)',
  '',
];

const lineAt = (line: number): string => (line <= HEAD.length ? (HEAD[line - 1] ?? '') : (THREAD(Math.floor((line - HEAD.length - 1) / 6))[(line - HEAD.length - 1) % 6] ?? ''));

function Raw(): ReactNode {
  const total = Number(params.get('rows') ?? 100_000);
  const [line, setLine] = useState<number | null>(params.has('line') ? Number(params.get('line')) : null);
  const source = useMemo(() => ({ total, lines: (from: number, count: number) => Promise.resolve({ from, total, cut: false, lines: Array.from({ length: Math.min(count, total - from + 1) }, (_, i) => lineAt(from + i)) }) }), [total]);
  Object.assign(globalThis, { goToLine: setLine });
  return (
    <Suspense>
      <RawText source={source} line={line} label="raw" translate={translate} />
    </Suspense>
  );
}

const WAITERS = Array.from({ length: 14 }, (_, i) => node(`w${i}`, `http-nio-8080-exec-${i + 2}`, { threadState: 'BLOCKED', span: { first: 100 + i * 20, last: 118 + i * 20 } }));
const NODES = [
  node('owner', 'http-nio-8080-exec-1', {
    tone: 'critical',
    threadState: 'RUNNABLE',
    detail: say('java.net.SocketInputStream.socketRead0'),
    span: { first: 12, last: 40 },
    children: [node('monitor', '<0x70f00> com.acme.shop.InventoryLedger', { detail: say('14 entry waiters'), children: [node('folded', '14 waiters on one stack', { tone: 'warning', children: WAITERS })] })],
  }),
  node('deadlock', 'transfer-1 ⇄ transfer-2', { tone: 'warning', threadState: 'BLOCKED', children: [node('timed', 'scheduler-1', { threadState: 'TIMED_WAITING' }), node('virtual', 'VirtualThread #91', { threadState: 'VIRTUAL', tone: 'muted' })] }),
];

function Small(): ReactNode {
  const states = ['RUNNABLE', 'BLOCKED', 'WAITING', 'TIMED_WAITING', 'VIRTUAL', 'NEW'];
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '640px 1fr', height: '100%' }}>
      <TreeList nodes={NODES} label="locks" onOpen={(span) => (document.body.dataset['opened'] = String(span?.first))} translate={translate} />
      <div style={{ padding: 16, display: 'grid', gap: 12, justifyItems: 'start' }}>
        {states.map((state) => (
          <span key={state} style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
            <StateGlyph state={state} /> {state}
          </span>
        ))}
        {(['critical', 'warning', 'info', 'ok', 'muted'] as const).map((severity) => (
          <span key={severity} style={{ display: 'flex', gap: 8, alignItems: 'center', color: `var(--${severity})`, background: `var(--${severity}-bg)`, padding: '2px 8px' }}>
            <SeverityGlyph severity={severity} /> {translate(message(`glyph.${severity}`))}
          </span>
        ))}
        <Sparkline values={[3, 5, 4, null, 8, 9, 14]} label="threads" />
        <div style={{ display: 'flex', gap: 8 }}>
          <button className="button primary">{translate(message('table.apply'))}</button>
          <button className="button">{translate(message('table.retry'))}</button>
          <button className="button danger">{translate(message('table.remove'))}</button>
          <button className="button" disabled>{translate(message('table.columns'))}</button>
        </div>
      </div>
    </div>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('no #root');
root.style.height = '100%';
const rowsAreThere = (): Promise<void> =>
  new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      if (root.querySelector('.row:not(.row-waiting)') === null) return;
      watcher.disconnect();
      resolve();
    });
    watcher.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
  });
const WIDGETS = { table: <Table />, raw: <Raw />, small: <Small /> };
const shown = createRoot(root);
const open = (time: number): void => shown.render(<Fragment key={time}>{WIDGETS[(params.get('widget') ?? 'table') as keyof typeof WIDGETS]}</Fragment>);
/** Shows the widget anew, from nothing; the time until its first rows are there, in ms. */
const openAgain = async (time: number): Promise<number> => {
  open(time);
  const from = performance.now();
  await rowsAreThere();
  return performance.now() - from;
};
Object.assign(globalThis, { openAgain });
open(0);
