import { useEffect, useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { message } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import { failureReason } from '../failure-reason.ts';
import { holds, nextPart, partAround, previousPart, type LinePart } from './raw-window.ts';
import { useEditor } from './use-editor.ts';
import { useRawPart, type LoadedPart, type RawSource } from './use-raw-part.ts';
import './RawText.css';

export interface RawTextProps {
  readonly source: RawSource;
  /** 1-based line to show and mark; null shows the beginning. */
  readonly line: number | null;
  /** Spoken name of the text. */
  readonly label: string;
  readonly translate: Translate;
}

/** Lines above the old beginning at which "Previous lines" stops, so that one sees it go on upwards. */
const SEEN_BEFORE = 30;
/** Monaco reveals the cursor one frame after it moved. */
const AFTER_FOLDING_MS = 50;

function GoToLine({ total, go, translate }: { readonly total: number; readonly go: (line: number) => void; readonly translate: Translate }): ReactNode {
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const line = Number.parseInt(typed.replace(/[,. ]/g, ''), 10);
    if (Number.isFinite(line)) go(Math.max(1, Math.min(line, total)));
  };
  const name = translate(message('raw.goto'));
  return (
    <form onSubmit={submit}>
      <input className="raw-goto" value={typed} inputMode="numeric" aria-label={name} placeholder={name} onChange={(event) => setTyped(event.target.value)} />
    </form>
  );
}

function extent(loaded: LoadedPart | null, total: number): ReturnType<typeof message> {
  if (total === 0) return message('raw.empty');
  if (loaded === null) return message('raw.loading');
  if (loaded.last - loaded.first + 1 >= total) return message('raw.whole', { count: total });
  return message('raw.part', { first: loaded.first, last: loaded.last, total });
}

/** A capture as it arrived, read only, around one line; the rest comes as one scrolls. */
export function RawText({ source, line, label, translate }: RawTextProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const { loaded, loading, failure, show, retry } = useRawPart(source, line);
  const asked = useMemo(() => (line === null ? null : { line }), [line]);
  const [typed, setTyped] = useState<{ readonly line: number; readonly over: typeof asked } | null>(null);
  const goal = typed !== null && typed.over === asked ? typed : asked;
  const [foldedPart, setFoldedPart] = useState<LoadedPart | null>(null);
  const { total } = source;

  const showPart = (part: LinePart | null, top: number | null): void => {
    if (part !== null && !loading) show(part, top);
  };
  const held = useEditor({ host, label, loaded, goal, onEdge: (edge) => loaded !== null && showPart(edge === 'first' ? previousPart(loaded, total) : nextPart(loaded, total), null) });
  const act = (action: string): void => {
    held.current?.focus();
    void held.current?.getAction(action)?.run();
  };
  const folded = foldedPart !== null && foldedPart === loaded;
  const fold = (): void => {
    act(folded ? 'editor.unfoldAll' : 'editor.foldAll');
    setFoldedPart(folded ? null : loaded);
    // Folding moves the cursor to the end of a header, and the view after it.
    setTimeout(() => held.current?.setPosition({ lineNumber: held.current.getPosition()?.lineNumber ?? 1, column: 1 }), AFTER_FOLDING_MS);
    setTimeout(() => held.current?.setScrollLeft(0), 2 * AFTER_FOLDING_MS);
  };
  const go = (to: number): void => {
    setTyped({ line: to, over: asked });
    if (loaded === null || !holds(loaded, to)) show(partAround(to, total), null);
  };

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isVisible = (host.current?.getClientRects().length ?? 0) > 0;
      const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!isFind || event.defaultPrevented || !isVisible || document.activeElement?.closest('[role="dialog"], .data-table') != null) return;
      event.preventDefault();
      held.current?.focus();
      void held.current?.getAction('actions.find')?.run();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [held]);

  return (
    <div className="raw-text">
      <div className="raw-bar">
        <output className="raw-extent">{translate(extent(loaded, total))}</output>
        {loaded?.cut === true ? <span className="raw-note">{translate(message('raw.cut'))}</span> : null}
        <span className="raw-space" />
        {loaded !== null && loaded.first > 1 ? (
          <button type="button" className="button quiet" disabled={loading} onClick={() => showPart(previousPart(loaded, total), Math.max(1, loaded.first - SEEN_BEFORE))}>
            {translate(message('raw.previous'))}
          </button>
        ) : null}
        {loaded !== null && loaded.last < total ? (
          <button type="button" className="button quiet" disabled={loading} onClick={() => showPart(nextPart(loaded, total), loaded.last)}>
            {translate(message('raw.next'))}
          </button>
        ) : null}
        <button type="button" className="button quiet" aria-pressed={folded} onClick={fold}>
          {translate(message(folded ? 'raw.unfold' : 'raw.fold'))}
        </button>
        <GoToLine total={total} go={go} translate={translate} />
        <button type="button" className="button quiet" onClick={() => act('actions.find')}>
          {translate(message('raw.find'))}
        </button>
      </div>
      {failure === null ? null : (
        <div className="raw-failure" role="alert">
          <span>{translate(message('raw.failed', { reason: failureReason(failure, translate) }))}</span>
          <button type="button" className="button" onClick={retry}>
            {translate(message('raw.retry'))}
          </button>
        </div>
      )}
      <div ref={host} className="raw-editor" />
    </div>
  );
}
