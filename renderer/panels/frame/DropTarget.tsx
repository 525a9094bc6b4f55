import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useHost } from '../../host/host-context.ts';
import { useWords } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { useCases } from '../../state/case-store.ts';
import { droppedFiles, hasFiles } from '../../state/dropped-files.ts';
import { importFiles } from '../../state/import-files.ts';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable="true"], [role="dialog"]') !== null;
}

/** The whole window takes files, folders and pasted text. */
export function DropTarget(): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const caseName = useCases((cases) => cases.view?.entry.name ?? null);
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  useEffect(() => {
    const move = (step: number) => (event: DragEvent): void => {
      if (!hasFiles(event.dataTransfer)) return;
      depth.current = Math.max(0, depth.current + step);
      setOver(depth.current > 0);
    };
    const enter = move(1);
    const leave = move(-1);
    const allow = (event: DragEvent): void => (hasFiles(event.dataTransfer) ? event.preventDefault() : undefined);
    const drop = (event: DragEvent): void => {
      depth.current = 0;
      setOver(false);
      const { dataTransfer } = event;
      if (!hasFiles(dataTransfer)) return;
      event.preventDefault();
      const files = droppedFiles(dataTransfer);
      start(async () => importFiles(host, await files));
    };
    const paste = (event: ClipboardEvent): void => {
      if (isTyping(event.target) || event.clipboardData === null) return;
      const text = event.clipboardData.getData('text/plain');
      const files = [...event.clipboardData.files].map((file) => ({ name: file.name, file }));
      if (files.length === 0 && text.trim() === '') return;
      start(() => importFiles(host, files.length > 0 ? files : [{ name: t('paste.default-name'), file: new Blob([text]) }]));
    };
    const endings = [listen('dragenter', enter), listen('dragleave', leave), listen('dragover', allow), listen('drop', drop), listen('paste', paste)];
    return () => endings.forEach((end) => end());
  }, [host, t]);
  if (!over) return null;
  return (
    <div className="drop-veil" role="status">
      <h2>{t('drop.title')}</h2>
      <p className="muted">{caseName === null ? t('drop.new') : t('drop.into', { name: caseName })}</p>
    </div>
  );
}

function listen<Name extends 'dragenter' | 'dragleave' | 'dragover' | 'drop' | 'paste'>(name: Name, listener: (event: WindowEventMap[Name]) => void): () => void {
  window.addEventListener(name, listener);
  return () => window.removeEventListener(name, listener);
}
