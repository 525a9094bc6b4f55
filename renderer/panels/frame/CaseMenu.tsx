import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useCommands } from '../palette/CommandContext.tsx';
import { useWords } from '../../selectors/use-words.ts';
import { useCases } from '../../state/case-store.ts';
import { Icon } from '../Icon.tsx';

const IN_MENU = ['capture', 'open-files', 'open-folder', 'open-case', 'paste', 'restore-names', 'report', 'export-bundle', 'verify', 'rename-case', 'tag-case', 'merge-case', 'split-case', 'close-case', 'delete-case', 'sample'];

export function CaseMenu(): ReactNode {
  const { t } = useWords();
  const name = useCases((cases) => cases.view?.entry.name ?? null);
  const commands = useCommands();
  const items = IN_MENU.flatMap((id) => commands.find((command) => command.id === id) ?? []);
  if (items.length === 0) return <span className="case-menu cut">{name}</span>;
  return (
    <MenuTrigger>
      <Button className="case-menu button quiet" aria-label={name === null ? t('bar.no-case') : t('bar.case-menu', { name })}>
        <span className="cut">{name ?? t('bar.no-case')}</span>
        <Icon name="chevron" size={14} />
      </Button>
      <Popover className="floating" placement="bottom start">
        <Menu className="menu" onAction={(id) => items.find((command) => command.id === id)?.run()}>
          {items.map((command) => (
            <MenuItem key={command.id} id={command.id} className="menu-item" isDisabled={!command.enabled} textValue={command.title}>
              {command.title}
              {command.keys === null ? null : <kbd>{command.keys}</kbd>}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
