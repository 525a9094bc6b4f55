import type { HostClient } from '../../host/host-client.ts';
import { runningJob } from '../../selectors/job-progress.ts';
import type { Words } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { closeCase, goTo, openSample } from '../../state/case-actions.ts';
import { useCases } from '../../state/case-store.ts';
import { importFiles } from '../../state/import-files.ts';
import { useLive } from '../../state/live-store.ts';
import { placeKey } from '../../state/place.ts';
import { changeTabs, showDialog, useSession, type PlainDialog } from '../../state/session-store.ts';
import { closeTab, goBack, goForward, openPlace, reopenTab } from '../../state/tabs.ts';
import { refreshTargets } from '../../state/target-actions.ts';
import { pickFiles } from '../pick-files.ts';
import type { Shortcut } from './shortcut.ts';

/** One thing a person can do, by name or by key. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly keys: Shortcut | null;
  readonly enabled: boolean;
  run(): void;
}

type Definition = readonly [id: string, keys: Shortcut | null, run: () => void, enabled?: boolean];

function stepTab(step: number): void {
  changeTabs((tabs) => {
    const at = tabs.open.findIndex((place) => placeKey(place) === tabs.active);
    const next = tabs.open[(at + step + tabs.open.length) % tabs.open.length];
    return next === undefined ? tabs : openPlace(tabs, next);
  });
}

const dialog = (type: PlainDialog) => (): void => showDialog({ type });

const PALETTE: Definition = ['palette', 'Ctrl+K', dialog('palette')];
const SETTINGS: Definition = ['settings', 'Ctrl+,', dialog('settings')];
/** Of a file, whose host has nothing to be checked. */
const LOOK: Definition = ['settings-of-file', 'Ctrl+,', dialog('settings')];
const HOME: Definition = ['home', 'Alt+H', () => useSession.setState({ screen: 'home' })];

function openCommands(host: HostClient): readonly Definition[] {
  const pick = (what: 'files' | 'folder') => (): void => start(async () => importFiles(host, await pickFiles(what)));
  return [
    ['capture', 'Ctrl+E', () => showDialog({ type: 'capture', preselect: [] })],
    ['open-files', 'Ctrl+O', pick('files')],
    ['open-folder', null, pick('folder')],
    ['open-case', 'Ctrl+Shift+O', dialog('open-case')],
    ['paste', null, dialog('paste')],
    ['restore-names', null, dialog('restore-names')],
    ['sample', null, () => start(() => openSample(host))],
    ['add-target', null, dialog('add-target')],
    ['refresh-jvms', null, () => start(() => refreshTargets(host))],
  ];
}

function jobCommands(host: HostClient): readonly Definition[] {
  const { jobs } = useLive.getState();
  const job = runningJob(jobs);
  const last = jobs.at(-1);
  return [
    ['cancel-capture', 'Esc', () => (job === null ? undefined : start(() => host.call('jobs.cancel', { jobId: job.id }))), job !== null],
    ['last-job', null, () => (last === undefined ? undefined : showDialog({ type: 'job', jobId: last.id })), last !== undefined],
  ];
}

function keptCaseCommands(hasCase: boolean): readonly Definition[] {
  return [
    ['report', 'Ctrl+P', dialog('report'), hasCase],
    ['export-bundle', null, dialog('export-bundle'), hasCase],
    ['verify', null, dialog('verify'), hasCase],
    ['rename-case', null, dialog('rename-case'), hasCase],
    ['tag-case', null, dialog('tag-case'), hasCase],
    ['merge-case', null, dialog('merge-case'), hasCase],
    ['split-case', null, dialog('split-case'), hasCase],
    ['delete-case', null, dialog('delete-case'), hasCase],
    ['close-case', null, closeCase, hasCase],
  ];
}

function caseCommands(hasCase: boolean): readonly Definition[] {
  return [
    ['overview', null, () => goTo({ type: 'overview' }), hasCase],
    ['captures', null, () => goTo({ type: 'captures' }), hasCase],
    ['search-evidence', 'Ctrl+Shift+F', () => goTo({ type: 'search', text: '' }), hasCase],
    ['notes', null, () => goTo({ type: 'notes' }), hasCase],
  ];
}

function windowCommands(inCase: boolean, words: Words): readonly Definition[] {
  const { tabs } = useSession.getState();
  return [
    ['close-tab', 'Alt+W', () => changeTabs((before) => (before.active === null ? before : closeTab(before, before.active))), inCase && tabs.active !== null],
    ['reopen-tab', 'Ctrl+Shift+T', () => changeTabs(reopenTab), inCase && tabs.closed.length > 0],
    ['next-tab', 'Ctrl+Alt+Right', () => stepTab(1), inCase],
    ['previous-tab', 'Ctrl+Alt+Left', () => stepTab(-1), inCase],
    ['back', 'Alt+Left', () => changeTabs(goBack), inCase && tabs.back.length > 0],
    ['forward', 'Alt+Right', () => changeTabs(goForward), inCase && tabs.forward.length > 0],
    ['navigator', 'Ctrl+B', () => useSession.setState(({ navigatorOpen }) => ({ navigatorOpen: !navigatorOpen }))],
    ['inspector', 'Ctrl+I', () => useSession.setState(({ inspectorOpen }) => ({ inspectorOpen: !inspectorOpen }))],
    ['language', null, () => useSession.setState({ language: words.language === 'en' ? 'ko' : 'en' })],
    ['theme-system', null, () => useSession.setState({ theme: 'system' })],
    ['theme-light', null, () => useSession.setState({ theme: 'light' })],
    ['theme-dark', null, () => useSession.setState({ theme: 'dark' })],
    ['shortcuts', '?', dialog('shortcuts')],
  ];
}

/** Every command with its name in the current language. Call again when the stores change. */
export function buildCommands(host: HostClient, words: Words): readonly Command[] {
  const hasCase = useCases.getState().view !== null;
  const inCase = hasCase && useSession.getState().screen === 'case';
  const general = [...caseCommands(hasCase), ...windowCommands(inCase, words)];
  // A file with one case in it opens, captures and keeps nothing.
  const all = useLive.getState().snapshot === null ? [PALETTE, ...openCommands(host), ...jobCommands(host), ...keptCaseCommands(hasCase), HOME, ...general, SETTINGS] : [PALETTE, ...general, LOOK];
  return all.map(([id, keys, run, enabled = true]) => ({ id, title: words.translate({ key: `command.${id}`, params: {} }), keys, enabled, run }));
}
