import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { targetLabel } from '../../selectors/target-label.ts';
import { useWords } from '../../selectors/use-words.ts';
import { useLive } from '../../state/live-store.ts';
import { showDialog } from '../../state/session-store.ts';
import { SOURCES } from '../../state/target-actions.ts';
import { Icon } from '../Icon.tsx';
import { FoundJvms } from './FoundJvms.tsx';
import { SourceNode } from './SourceNode.tsx';
import { TargetNode } from './TargetNode.tsx';
import './targets.css';

/** Targets, engines and clusters as a tree: each is asked when it is unfolded. */
function TargetTree(): ReactNode {
  const words = useWords();
  const targets = useLive((live) => live.targets);
  return (
    <>
      {targets === null ? <p className="outline-note">{words.t('loading')}</p> : null}
      <ul>
        {targets?.map((target) => (
          <TargetNode key={target.uri} uri={target.uri} label={targetLabel(target, words)} isFavourite={target.favourite} startsOpen={target.kind === 'local'} />
        ))}
        {SOURCES.map((source) => (
          <SourceNode key={source} source={source} />
        ))}
      </ul>
    </>
  );
}

/** Where JVMs run; typing finds one on any target. */
export function TargetsPanel(): ReactNode {
  const { t } = useWords();
  const [query, setQuery] = useState('');
  return (
    <section aria-label={t('navigator.targets')}>
      <div className="navigator-head">
        <h2>{t('navigator.targets')}</h2>
        <Button className="icon-button" aria-label={t('navigator.add-target')} onPress={() => showDialog({ type: 'add-target' })}>
          <Icon name="plus" size={14} />
        </Button>
      </div>
      <input
        type="search"
        className="find-jvm"
        aria-label={t('targets.find')}
        placeholder={t('targets.find.hint')}
        value={query}
        spellCheck={false}
        onChange={({ target }) => setQuery(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && query !== '') {
            event.stopPropagation();
            setQuery('');
          }
        }}
      />
      {query.trim() === '' ? <TargetTree /> : <FoundJvms query={query} />}
    </section>
  );
}
