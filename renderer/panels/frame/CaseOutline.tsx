import { memo, useMemo, useState, type ReactNode } from 'react';
import { caseOutline, type OutlineEntry } from '../../selectors/case-outline.ts';
import { useWords } from '../../selectors/use-words.ts';
import { goTo } from '../../state/case-actions.ts';
import { keepUnchanged } from '../../state/keep-unchanged.ts';
import { useShownView } from '../../state/use-shown-view.ts';
import { useSession } from '../../state/session-store.ts';
import { Icon } from '../Icon.tsx';

interface EntryProps {
  readonly entry: OutlineEntry;
  readonly depth: number;
}

function Twisty({ entry, open, onToggle }: { readonly entry: OutlineEntry; readonly open: boolean; onToggle(): void }): ReactNode {
  const { t } = useWords();
  if (entry.children.length === 0) return <span className="twisty" />;
  return (
    <button type="button" className={open ? 'twisty open' : 'twisty'} aria-expanded={open} aria-label={t(open ? 'navigator.fold' : 'navigator.unfold', { name: entry.label })} onClick={onToggle}>
      <Icon name="right" size={12} />
    </button>
  );
}

/** Drawn again only when it says something else: a case may have hundreds. */
const Entry = memo(OutlineRow, (before, next) => before.depth === next.depth && keepUnchanged(before.entry, next.entry) === before.entry);

function OutlineRow({ entry, depth }: EntryProps): ReactNode {
  const [open, setOpen] = useState(depth === 0);
  const current = useSession((session) => session.screen === 'case' && session.tabs.active === entry.key);
  const { place } = entry;
  const toggle = (): void => setOpen(!open);
  return (
    <li>
      <div className={current ? 'outline-row current' : 'outline-row'} style={{ paddingLeft: `${depth * 12}px` }}>
        <Twisty entry={entry} open={open} onToggle={toggle} />
        <button type="button" className="outline-button" aria-current={current ? 'page' : undefined} title={entry.label} onClick={() => (place === null ? toggle() : goTo(place))}>
          <span className="cut">{entry.label}</span>
          <span className="figure">{entry.figure}</span>
        </button>
      </div>
      {open && entry.children.length > 0 ? (
        <ul>
          {entry.children.map((child) => (
            <Entry key={child.key} entry={child} depth={depth + 1} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

export function CaseOutline(): ReactNode {
  const words = useWords();
  const { t } = words;
  const view = useShownView();
  const outline = useMemo(() => (view === null ? [] : caseOutline(view, words)), [view, words]);
  return (
    <section aria-label={t('navigator.outline')}>
      <div className="navigator-head">
        <h2>{t('navigator.outline')}</h2>
      </div>
      {view === null ? <p className="outline-note">{t('navigator.no-case')}</p> : null}
      <ul>
        {outline.map((entry) => (
          <Entry key={entry.key} entry={entry} depth={0} />
        ))}
      </ul>
    </section>
  );
}
