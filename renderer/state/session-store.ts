import { create } from 'zustand';
import type { ArtifactId, JobId } from '../../shared/base/ids.ts';
import type { Language, Message } from '../../shared/base/message.ts';
import type { LineSpan } from '../../shared/base/parsed.ts';
import type { HostErrorData } from '../../shared/host-api/host-error.ts';
import { FIRST_TABS, type Tabs } from './tabs.ts';

export type Theme = 'system' | 'light' | 'dark';

/** A process to tick when the capture dialog opens. */
export interface ProcessChoice {
  readonly target: string;
  readonly pid: number;
}

/** Dialogs that need nothing to begin with. */
export type PlainDialog = 'palette' | 'shortcuts' | 'report' | 'export-bundle' | 'restore-names' | 'verify' | 'add-target' | 'paste' | 'open-case' | 'rename-case' | 'merge-case' | 'split-case' | 'tag-case' | 'delete-case' | 'settings';

/** What of an earlier capture is asked for once more. */
export interface CaptureAgain {
  readonly kinds: readonly string[];
  readonly rounds: number;
  readonly avoidAttach: boolean;
}

/** The one dialog that is open. */
export type Dialog =
  | { readonly type: PlainDialog }
  | { readonly type: 'capture'; readonly preselect: readonly ProcessChoice[]; readonly again?: CaptureAgain }
  | { readonly type: 'job'; readonly jobId: JobId }
  | { readonly type: 'events' | 'debug-container'; readonly uri: string };

/** What is in focus in one tab: a row of a table, or a node of a tree. */
export interface Selection {
  /** Those the view is made of, in time order. */
  readonly artifacts: readonly ArtifactId[];
  /** The one that `span` is in; null where that is not known. */
  readonly source: ArtifactId | null;
  /** Row of the table's build; null for a node. */
  readonly row: { readonly view: string; readonly row: number } | null;
  /** Of a node: what it says; null for a row. */
  readonly title: Message | null;
  /** What the row's cells say, where there is nothing better to show. `label` is a catalogue key. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly span: LineSpan | null;
}

export interface Problem {
  readonly id: number;
  readonly error: HostErrorData;
}

/** What the person chose in this window. */
export interface Session {
  readonly language: Language;
  readonly theme: Theme;
  readonly navigatorOpen: boolean;
  readonly inspectorOpen: boolean;
  readonly screen: 'home' | 'case';
  readonly tabs: Tabs;
  /** By tab key. */
  readonly selections: Readonly<Record<string, Selection>>;
  /** What the selected rows of a tab's table come to, by tab key. */
  readonly summaries: Readonly<Record<string, string>>;
  readonly dialog: Dialog | null;
  readonly problems: readonly Problem[];
}

const SETTINGS_KEY = 'borescope.settings';

type Settings = Pick<Session, 'language' | 'theme'>;

function readSettings(): Settings {
  // A page made for a reader says in which language.
  const spoken = document.documentElement.dataset['language'] ?? navigator.language;
  const fallback: Settings = { language: spoken.startsWith('ko') ? 'ko' : 'en', theme: 'system' };
  try {
    const stored = JSON.parse(localStorage.getItem(SETTINGS_KEY) ?? '{}') as Partial<Record<keyof Settings, unknown>>;
    return {
      language: stored.language === 'ko' || stored.language === 'en' ? stored.language : fallback.language,
      theme: stored.theme === 'light' || stored.theme === 'dark' || stored.theme === 'system' ? stored.theme : fallback.theme,
    };
  } catch {
    return fallback;
  }
}

/** Below this the side panels lie over the main part, so they start folded. */
export const NARROW_PX = 1100;
const wide = window.innerWidth >= NARROW_PX;

export const useSession = create<Session>()(() => ({
  ...readSettings(),
  navigatorOpen: wide,
  inspectorOpen: wide,
  screen: 'home',
  tabs: FIRST_TABS,
  selections: {},
  summaries: {},
  dialog: null,
  problems: [],
}));

useSession.subscribe(({ language, theme }, before) => {
  if (language !== before.language || theme !== before.theme) localStorage.setItem(SETTINGS_KEY, JSON.stringify({ language, theme }));
});

let lastProblem = 0;

/** That a capture did not come whole need not be told beside the dialog that says why. */
const saysJobEnded = ({ error }: Problem): boolean => error.message.key.startsWith('job.ended.');

export function showDialog(dialog: Dialog | null): void {
  useSession.setState(({ problems }) => ({ dialog, problems: dialog?.type === 'job' ? problems.filter((problem) => !saysJobEnded(problem)) : problems }));
}

export function select(tabKey: string, selection: Selection): void {
  useSession.setState(({ selections }) => ({ selections: { ...selections, [tabKey]: selection } }));
}

export function summarize(tabKey: string, summary: string | null): void {
  useSession.setState(({ summaries }) => {
    const { [tabKey]: _, ...others } = summaries;
    return { summaries: summary === null ? others : { ...others, [tabKey]: summary } };
  });
}

export function changeTabs(change: (tabs: Tabs) => Tabs): void {
  useSession.setState(({ tabs }) => ({ tabs: change(tabs) }));
}

export function addProblem(error: HostErrorData): void {
  lastProblem += 1;
  const problem = { id: lastProblem, error };
  useSession.setState(({ problems }) => ({ problems: [...problems.slice(-2), problem] }));
}

export function dismissProblem(id: number): void {
  useSession.setState(({ problems }) => ({ problems: problems.filter((problem) => problem.id !== id) }));
}
