import { editor, languages } from 'monaco-editor/editor/editor.api';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/wordOperations/register';
// oxlint-disable-next-line import/default -- the bundler makes the default export of ?worker
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import { foldBlocks } from './fold-blocks.ts';
import { rawTokens, type RawToken } from './raw-tokens.ts';

export const RAW_LANGUAGE = 'borescope-raw';
export const RAW_THEME = 'borescope';

const TOKEN_ROLES: Readonly<Record<Exclude<RawToken, ''>, string>> = {
  header: '--accent',
  'state-runnable': '--state-runnable',
  'state-blocked': '--state-blocked',
  'state-waiting': '--state-waiting',
  'state-timed-waiting': '--state-timed-waiting',
  frame: '--code-frame',
  lock: '--code-lock',
  note: '--text-muted',
};

const PART_ROLES: Readonly<Record<string, string>> = {
  'editor.background': '--surface',
  'editor.foreground': '--text',
  'editorLineNumber.foreground': '--text-muted',
  'editorLineNumber.activeForeground': '--text',
  'editor.selectionBackground': '--selection',
  'editor.inactiveSelectionBackground': '--selection',
  'editor.findMatchBackground': '--match',
  'editor.findMatchHighlightBackground': '--match',
  'editor.rangeHighlightBackground': '--hover',
  'editorWidget.background': '--surface-raised',
  'editorWidget.foreground': '--text',
  'editorWidget.border': '--border',
  'input.background': '--surface',
  'input.foreground': '--text',
  'input.border': '--border-strong',
  'inputOption.activeBackground': '--selection',
  focusBorder: '--focus',
  'scrollbar.shadow': '--border',
};

/** The colour a role has right now as #rrggbb; Monaco takes no variables. */
function colourOf(role: string, probe: HTMLElement): string {
  probe.style.color = `var(${role})`;
  const channels = getComputedStyle(probe).color.match(/\d+(\.\d+)?/g)?.slice(0, 3) ?? [];
  return `#${channels.map((channel) => Math.round(Number(channel)).toString(16).padStart(2, '0')).join('')}`;
}

function isDark(background: string): boolean {
  return [1, 3, 5].reduce((sum, at) => sum + Number.parseInt(background.slice(at, at + 2), 16), 0) < 384;
}

/** Takes over the colours the page has now. */
export function applyTheme(): void {
  const probe = document.createElement('span');
  document.body.append(probe);
  const colours = Object.fromEntries(Object.entries(PART_ROLES).map(([part, role]) => [part, colourOf(role, probe)]));
  const rules = Object.entries(TOKEN_ROLES).map(([token, role]) => ({ token, foreground: colourOf(role, probe).slice(1), ...(token === 'header' ? { fontStyle: 'bold' } : {}) }));
  probe.remove();
  editor.defineTheme(RAW_THEME, { base: isDark(colours['editor.background'] ?? '#ffffff') ? 'vs-dark' : 'vs', inherit: true, rules, colors: colours });
  editor.setTheme(RAW_THEME);
}

/** Follows the page's theme for as long as a raw text is open. Returns the function that stops it. */
export function followTheme(): () => void {
  const observer = new MutationObserver(applyTheme);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', applyTheme);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', applyTheme);
  };
}

const LINE_STATE: languages.IState = { clone: () => LINE_STATE, equals: () => true };

let isReady = false;

/** Once per window: the worker, and the colours of thread dumps. */
export function setUpMonaco(): void {
  if (isReady) return;
  isReady = true;
  globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker() };
  languages.register({ id: RAW_LANGUAGE });
  languages.registerFoldingRangeProvider(RAW_LANGUAGE, { provideFoldingRanges: (model) => [...foldBlocks(model.getLinesContent())] });
  languages.setTokensProvider(RAW_LANGUAGE, { getInitialState: () => LINE_STATE, tokenize: (line) => ({ tokens: [...rawTokens(line)], endState: LINE_STATE }) });
}
