import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from '../../selectors/use-words.ts';
import type { Command } from '../palette/build-commands.ts';
import { useCommands } from '../palette/CommandContext.tsx';
import { HomeTargets } from './HomeTargets.tsx';
import { RecentCases } from './RecentCases.tsx';
import './home.css';

const WAYS_IN = ['open-files', 'open-folder', 'paste', 'open-case'];

function OpenSection({ commands }: { readonly commands: readonly Command[] }): ReactNode {
  const { t } = useWords();
  const run = (id: string): void => commands.find((command) => command.id === id)?.run();
  return (
    <section className="section">
      <h2>{t('home.open')}</h2>
      <div className="drop-area">
        <p>{t('home.drop')}</p>
        <div className="button-row">
          {WAYS_IN.flatMap((id) => commands.find((command) => command.id === id) ?? []).map((command) => (
            <Button key={command.id} className="button" onPress={command.run}>
              {command.title}
            </Button>
          ))}
        </div>
      </div>
      <div className="sample">
        <p className="muted small">{t('home.sample.about')}</p>
        <Button className="button primary" onPress={() => run('sample')}>
          {t('home.sample')}
        </Button>
      </div>
    </section>
  );
}

/** What a person sees first: JVMs to look into, ways to open what exists, and recent cases. */
export function HomePanel(): ReactNode {
  const { t } = useWords();
  const commands = useCommands();
  return (
    <div className="panel" tabIndex={-1}>
      <div className="page home">
        <h1>{t('home.title')}</h1>
        <HomeTargets />
        <div className="home-columns">
          <OpenSection commands={commands} />
          <RecentCases />
        </div>
      </div>
    </div>
  );
}
