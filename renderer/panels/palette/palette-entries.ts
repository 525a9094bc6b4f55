import { message } from '../../../shared/base/message.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { artifactLabel } from '../../selectors/artifact-names.ts';
import { caseOutline, type OutlineEntry } from '../../selectors/case-outline.ts';
import { processName } from '../../selectors/target-label.ts';
import type { Words } from '../../selectors/use-words.ts';
import { goTo } from '../../state/case-actions.ts';
import type { Findable } from '../../state/live-store.ts';
import type { Place } from '../../state/place.ts';
import { showDialog } from '../../state/session-store.ts';
import type { Command } from './build-commands.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly keys: string | null;
  run(): void;
}

function places(entries: readonly OutlineEntry[], trail: string, group: string): readonly PaletteEntry[] {
  return entries.flatMap((entry) => {
    const title = trail === '' ? entry.label : `${trail} › ${entry.label}`;
    const { place } = entry;
    const own = place === null || entry.children.length > 0 ? [] : [{ id: `place:${entry.key}`, group, title, keys: null, run: () => goTo(place) }];
    return [...own, ...places(entry.children, title, group)];
  });
}

function findings(view: CaseView, words: Words): readonly PaletteEntry[] {
  return view.findings.map((finding, i) => {
    const { artifact, line } = finding.evidence[0];
    const capture = view.artifacts.find(({ id }) => id === artifact)?.capture;
    const place: Place = capture === undefined ? { type: 'overview' } : { type: 'raw', capture, line };
    return { id: `finding:${i}`, group: words.t('palette.group.finding'), title: words.translate(finding.title).replaceAll('`', ''), keys: null, run: () => goTo(place) };
  });
}

function processes(live: Findable, words: Words): readonly PaletteEntry[] {
  return Object.values(live.jvms).flatMap((jvms) =>
    jvms.state === 'failed' || jvms.list === null
      ? []
      : jvms.list.jvms.map((jvm) => ({
          id: `process:${jvms.list?.target}:${jvm.pid}`,
          group: words.t('palette.group.process'),
          title: words.t('palette.capture-from', { name: processName(jvm, words), pid: jvm.pid }),
          keys: null,
          run: () => showDialog({ type: 'capture', preselect: [{ target: jvms.list?.target ?? '', pid: jvm.pid }] }),
        })),
  );
}

/** Offers to search all evidence for what was typed, and to filter the main table of each artifact by it. */
export function searchEntries(view: CaseView | null, text: string, words: Words): readonly PaletteEntry[] {
  if (view === null || text.trim() === '') return [];
  const everywhere: PaletteEntry = { id: 'search:evidence', group: words.t('palette.group.search'), title: words.t('palette.search-evidence', { text: text.trim() }), keys: null, run: () => goTo({ type: 'search', text: text.trim() }) };
  const inTables = view.artifacts.slice(0, 12).flatMap((artifact) => {
    const table = artifact.tables[0];
    if (table === undefined) return [];
    const name = `${words.translate(message(table.title))} ${artifactLabel(view, artifact)}`;
    const place: Place = { type: 'table', artifact: artifact.id, view: table.view, search: text.trim() };
    return [{ id: `search:${artifact.id}`, group: words.t('palette.group.search'), title: words.t('palette.search-in', { text: text.trim(), view: name }), keys: null, run: () => goTo(place) }];
  });
  return [everywhere, ...inTables];
}

/** Everything the palette lists before anything is typed. */
export function paletteEntries(commands: readonly Command[], view: CaseView | null, live: Findable, words: Words): readonly PaletteEntry[] {
  const own = commands.filter(({ id, enabled }) => enabled && id !== 'palette').map((command) => ({ ...command, id: `command:${command.id}`, group: words.t('palette.group.command') }));
  const ofCase = view === null ? [] : [...places(caseOutline(view, words), '', words.t('palette.group.view')), ...findings(view, words)];
  return [...ofCase, ...own, ...processes(live, words)];
}

/** Every word typed must stand in the title. Commands with a word that starts so come first, then titles that start so. */
export function matchEntries(entries: readonly PaletteEntry[], text: string): readonly PaletteEntry[] {
  const wanted = text.toLocaleLowerCase().split(/\s+/).filter((word) => word !== '');
  const first = wanted[0];
  const rank = ({ id, title }: PaletteEntry): number => {
    const lower = title.toLocaleLowerCase();
    if (first === undefined) return 0;
    if (id.startsWith('command:') && ` ${lower}`.includes(` ${first}`)) return 0;
    return lower.startsWith(first) ? 1 : 2;
  };
  return entries
    .filter(({ title, group }) => wanted.every((word) => title.toLocaleLowerCase().includes(word) || group.toLocaleLowerCase().includes(word)))
    .toSorted((a, b) => rank(a) - rank(b));
}
