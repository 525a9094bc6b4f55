import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { LANGUAGES, type Language } from '../../../shared/base/message.ts';
import { uriLabel } from '../../selectors/target-label.ts';
import { useWords } from '../../selectors/use-words.ts';
import { useShownView } from '../../state/use-shown-view.ts';
import { showDialog, useSession, type Theme } from '../../state/session-store.ts';
import { Icon } from '../Icon.tsx';
import { CaseMenu } from './CaseMenu.tsx';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

function ThemeMenu(): ReactNode {
  const { t } = useWords();
  const theme = useSession((session) => session.theme);
  return (
    <MenuTrigger>
      <Button className="icon-button" aria-label={t('bar.theme')}>
        <Icon name="theme" />
      </Button>
      <Popover className="floating" placement="bottom end">
        <Menu className="menu" aria-label={t('bar.theme')} selectionMode="single" disallowEmptySelection selectedKeys={[theme]} onAction={(key) => useSession.setState({ theme: key as Theme })}>
          {THEMES.map((id) => (
            <MenuItem key={id} id={id} className="menu-item">
              {t(`bar.theme.${id}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function LanguageSwitch(): ReactNode {
  const { t, language } = useWords();
  return (
    <ToggleButtonGroup className="language-switch" aria-label={t('bar.language')} selectionMode="single" disallowEmptySelection selectedKeys={[language]} onSelectionChange={(keys) => {
      const [chosen] = keys;
      if (chosen !== undefined) useSession.setState({ language: chosen as Language });
    }}>
      {LANGUAGES.toReversed().map((code) => (
        <ToggleButton key={code} id={code} className="language-button" aria-label={new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code}>
          {code}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** There is room for so many, cut as they may be. */
const MOST_CHIPS = 2;

/** Targets the open case was captured from; the names of those there is no room for are in the last one's tooltip. */
function TargetChips(): ReactNode {
  const words = useWords();
  const view = useShownView();
  const targets = [...new Set((view?.captures ?? []).flatMap(({ target }) => target ?? []))];
  if (targets.length === 0) return null;
  const shown = targets.length <= MOST_CHIPS ? targets.length : MOST_CHIPS - 1;
  const others = targets.slice(shown);
  return (
    <ul className="target-chips" aria-label={words.t('bar.targets')}>
      {targets.slice(0, shown).map((target) => (
        <li key={target} className="chip cut" title={target}>
          {uriLabel(target, words)}
        </li>
      ))}
      {others.length === 0 ? null : (
        <li className="chip more-targets" title={others.map((target) => uriLabel(target, words)).join('\n')}>
          {words.t('bar.more-targets', { count: others.length })}
        </li>
      )}
    </ul>
  );
}

export function TopBar(): ReactNode {
  const { t } = useWords();
  return (
    <header className="top-bar">
      <div className="top-left">
        <Button className="icon-button" aria-label={t('command.navigator')} onPress={() => useSession.setState(({ navigatorOpen }) => ({ navigatorOpen: !navigatorOpen }))}>
          <Icon name="panel-left" />
        </Button>
        <CaseMenu />
        <TargetChips />
      </div>
      <Button className="command-box" onPress={() => showDialog({ type: 'palette' })}>
        <Icon name="search" size={14} />
        <span className="cut">{t('bar.search')}</span>
        <kbd>{'Ctrl K'}</kbd>
      </Button>
      <div className="top-right">
        <LanguageSwitch />
        <ThemeMenu />
        <Button className="icon-button" aria-label={t('command.inspector')} onPress={() => useSession.setState(({ inspectorOpen }) => ({ inspectorOpen: !inspectorOpen }))}>
          <Icon name="panel-right" />
        </Button>
      </div>
    </header>
  );
}
