import { useContext, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useWords } from '../../selectors/use-words.ts';
import { useFindable } from '../../state/live-store.ts';
import { showDialog } from '../../state/session-store.ts';
import { useShownView } from '../../state/use-shown-view.ts';
import { PromptSlot } from '../dialogs/prompt-slot.ts';
import { Icon } from '../Icon.tsx';
import { useCommands } from './CommandContext.tsx';
import { matchEntries, paletteEntries, searchEntries, type PaletteEntry } from './palette-entries.ts';
import './palette.css';

const SHOWN = 200;
const AFTER_FOCUS_MS = 60;

function useEntries(text: string): readonly PaletteEntry[] {
  const words = useWords();
  const commands = useCommands();
  const view = useShownView();
  const live = useFindable();
  const all = useMemo(() => paletteEntries(commands, view, live, words), [commands, view, live, words]);
  return useMemo(() => [...matchEntries(all, text), ...searchEntries(view, text, words)].slice(0, SHOWN), [all, text, view, words]);
}

function run(entry: PaletteEntry | undefined): void {
  if (entry === undefined) return;
  showDialog(null);
  entry.run();
  if (entry.id.startsWith('command:')) return;
  // After the closing dialog has given the focus back: the reader goes on where they went.
  setTimeout(() => document.querySelector<HTMLElement>('.tab-list [aria-selected="true"]')?.focus(), AFTER_FOCUS_MS);
}

interface EntryListProps {
  readonly entries: readonly PaletteEntry[];
  readonly at: number;
  onPoint(index: number): void;
}

function EntryList({ entries, at, onPoint }: EntryListProps): ReactNode {
  const { t } = useWords();
  return (
    <ul className="palette-list" id="palette-list" role="listbox" aria-label={t('palette.title')}>
      {entries.map((entry, index) => (
        <li
          key={entry.id}
          id={`palette-${index}`}
          ref={(element) => (index === at ? element?.scrollIntoView({ block: 'nearest' }) : undefined)}
          role="option"
          aria-selected={index === at}
          className="palette-entry"
          onPointerMove={() => (index === at ? undefined : onPoint(index))}
          onClick={() => run(entry)}
        >
          <span className="palette-group">{entry.group}</span>
          <span className="cut">{entry.title}</span>
          {entry.keys === null ? null : <kbd>{entry.keys}</kbd>}
        </li>
      ))}
    </ul>
  );
}

/** Focus stays in the box; the list is driven from it. */
function PaletteBox(): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const entries = useEntries(text);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10 };
    if (event.key === 'Enter') run(entries[at]);
    else if (Object.hasOwn(steps, event.key)) setAt(Math.max(0, Math.min(entries.length - 1, steps[event.key] ?? 0)));
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="palette-box">
        <Icon name="search" />
        <input
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={entries.length > 0 ? `palette-${at}` : undefined}
          aria-label={t('palette.title')}
          placeholder={t('palette.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {entries.length === 0 ? <p className="palette-none muted">{t('palette.none')}</p> : <EntryList entries={entries} at={at} onPoint={setAt} />}
    </>
  );
}

export function Palette(): ReactNode {
  const { t } = useWords();
  const prompts = useContext(PromptSlot);
  return (
    <ModalOverlay className="dialog-overlay palette-overlay" isOpen isDismissable onOpenChange={(open) => (open ? undefined : showDialog(null))}>
      <Modal className="palette floating">
        <Dialog className="dialog-inner" aria-label={t('palette.title')}>
          <PaletteBox />
          {prompts}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
