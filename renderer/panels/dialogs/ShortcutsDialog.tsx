import type { ReactNode } from 'react';
import { useWords } from '../../selectors/use-words.ts';
import { useCommands } from '../palette/CommandContext.tsx';
import { DialogFrame } from './DialogFrame.tsx';

const IN_TABLES = [
  ['shortcuts.filter', 'Ctrl+F'],
  ['shortcuts.move', '↑ ↓ ← → Home End PgUp PgDn'],
  ['shortcuts.open', 'Enter'],
  ['shortcuts.copy', 'Ctrl+C'],
] as const;

function KeyRow({ title, keys }: { readonly title: string; readonly keys: string }): ReactNode {
  return (
    <tr>
      <td>{title}</td>
      <td className="number">
        <kbd>{keys}</kbd>
      </td>
    </tr>
  );
}

export function ShortcutsDialog(): ReactNode {
  const { t } = useWords();
  const commands = useCommands();
  return (
    <DialogFrame title={t('shortcuts.title')} width={720}>
      <div className="shortcut-columns">
        <table className="plain-table" aria-label={t('shortcuts.title')}>
          <tbody>
            {commands.map(({ id, title, keys }) => (keys === null ? null : <KeyRow key={id} title={title} keys={keys} />))}
          </tbody>
        </table>
        <div className="section">
          <h3>{t('shortcuts.tables')}</h3>
          <table className="plain-table" aria-label={t('shortcuts.tables')}>
            <tbody>
              {IN_TABLES.map(([key, keys]) => (
                <KeyRow key={key} title={t(key)} keys={keys} />
              ))}
              <KeyRow title={t('shortcuts.multi-sort')} keys={t('shortcuts.multi-sort-keys')} />
            </tbody>
          </table>
        </div>
      </div>
    </DialogFrame>
  );
}
