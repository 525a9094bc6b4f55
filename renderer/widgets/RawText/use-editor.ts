import { editor } from 'monaco-editor/editor/editor.api';
import { useEffect, useRef, type RefObject } from 'react';
import { applyTheme, followTheme, RAW_LANGUAGE, RAW_THEME, setUpMonaco } from './monaco-setup.ts';
import type { LoadedPart } from './use-raw-part.ts';
import { holds } from './raw-window.ts';

/** Lines from an end of the part at which scrolling asks for more. */
const EDGE_LINES = 40;

type Editor = editor.IStandaloneCodeEditor;

function create(host: HTMLElement): Editor {
  setUpMonaco();
  applyTheme();
  const style = getComputedStyle(host);
  return editor.create(host, {
    value: '',
    language: RAW_LANGUAGE,
    theme: RAW_THEME,
    readOnly: true,
    domReadOnly: true,
    automaticLayout: true,
    fontFamily: style.getPropertyValue('--font-mono'),
    fontSize: 12,
    lineHeight: 18,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    contextmenu: false,
    renderLineHighlight: 'none',
    renderControlCharacters: false,
    lineNumbersMinChars: 6,
    lineDecorationsWidth: 20,
    folding: true,
    showFoldingControls: 'always',
    foldingMaximumRegions: 50_000,
    glyphMargin: false,
    overviewRulerLanes: 0,
    occurrencesHighlight: 'off',
    selectionHighlight: false,
    links: false,
    guides: { indentation: false, highlightActiveIndentation: false },
    matchBrackets: 'never',
    stopRenderingLineAfter: 10_000,
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
    find: { addExtraSpaceOnTop: false, seedSearchStringFromSelection: 'selection' },
  });
}

/** Puts a part into the editor under its real line numbers; the line at the top of the screen stays there if the part holds it. */
function fill(target: Editor, part: LoadedPart, before: LoadedPart | null): void {
  const top = target.getVisibleRanges()[0]?.startLineNumber ?? 1;
  const rest = target.getScrollTop() - target.getTopForLineNumber(top);
  const topLine = before === null ? null : top + before.first - 1;
  const model = target.getModel();
  target.updateOptions({ lineNumbers: (line) => String(line + part.first - 1) });
  if (model === null) return;
  model.setValue(part.text);
  if (part.top !== null) target.setScrollTop(target.getTopForLineNumber(part.top - part.first + 1), editor.ScrollType.Immediate);
  else if (topLine !== null && holds(part, topLine)) target.setScrollTop(target.getTopForLineNumber(topLine - part.first + 1) + rest, editor.ScrollType.Immediate);
}

function mark(target: Editor, marks: editor.IEditorDecorationsCollection, part: LoadedPart, line: number): void {
  const here = line - part.first + 1;
  marks.set([{ range: { startLineNumber: here, startColumn: 1, endLineNumber: here, endColumn: 1 }, options: { isWholeLine: true, className: 'raw-marked', linesDecorationsClassName: 'raw-marked-edge' } }]);
  target.revealLineInCenter(here, editor.ScrollType.Immediate);
  target.setPosition({ lineNumber: here, column: 1 });
}

interface EditorInput {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly label: string;
  readonly loaded: LoadedPart | null;
  /** The line to show and mark; the object is new whenever it is to be shown again. */
  readonly goal: { readonly line: number } | null;
  readonly onEdge: (edge: 'first' | 'last') => void;
}

/** A Monaco editor that shows one part of a raw text. */
export function useEditor({ host, label, loaded, goal, onEdge }: EditorInput): RefObject<Editor | null> {
  const held = useRef<Editor | null>(null);
  const shown = useRef<{ part: LoadedPart | null; goal: EditorInput['goal']; marks: editor.IEditorDecorationsCollection | null }>({ part: null, goal: null, marks: null });
  const edge = useRef(onEdge);
  useEffect(() => {
    edge.current = onEdge;
  });

  useEffect(() => {
    if (host.current === null) return undefined;
    const created = create(host.current);
    held.current = created;
    shown.current = { part: null, goal: null, marks: created.createDecorationsCollection() };
    const stopTheme = followTheme();
    created.onDidScrollChange((event) => {
      if (!event.scrollTopChanged) return;
      const visible = created.getVisibleRanges();
      const lines = created.getModel()?.getLineCount() ?? 0;
      if ((visible[0]?.startLineNumber ?? EDGE_LINES) < EDGE_LINES) edge.current('first');
      else if ((visible.at(-1)?.endLineNumber ?? 0) > lines - EDGE_LINES) edge.current('last');
    });
    return () => {
      stopTheme();
      held.current = null;
      created.getModel()?.dispose();
      created.dispose();
    };
  }, [host]);

  useEffect(() => {
    held.current?.updateOptions({ ariaLabel: label });
  }, [label]);

  useEffect(() => {
    const target = held.current;
    const now = shown.current;
    if (target === null || loaded === null) return;
    const isNewPart = now.part !== loaded;
    if (isNewPart) fill(target, loaded, now.part);
    now.part = loaded;
    const line = goal?.line ?? null;
    if (line === null || now.marks === null) now.marks?.clear();
    else if (holds(loaded, line) && now.goal !== goal) {
      mark(target, now.marks, loaded, line);
      now.goal = goal;
    } else if (isNewPart && holds(loaded, line)) {
      const here = line - loaded.first + 1;
      now.marks.set([{ range: { startLineNumber: here, startColumn: 1, endLineNumber: here, endColumn: 1 }, options: { isWholeLine: true, className: 'raw-marked', linesDecorationsClassName: 'raw-marked-edge' } }]);
    } else if (isNewPart) now.marks.clear();
  }, [loaded, goal]);

  return held;
}
