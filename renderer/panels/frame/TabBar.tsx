import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { placeTitle } from '../../selectors/place-title.ts';
import { useWords } from '../../selectors/use-words.ts';
import { useShownView } from '../../state/use-shown-view.ts';
import { placeKey, type Place } from '../../state/place.ts';
import { changeTabs, useSession } from '../../state/session-store.ts';
import { closeTab, goBack, goForward, openPlace } from '../../state/tabs.ts';
import { Icon } from '../Icon.tsx';

export const tabId = (key: string): string => `tab-${key}`;
export const tabPanelId = (key: string): string => `panel-${key}`;

interface TabProps {
  readonly place: Place;
  readonly title: string;
  readonly active: boolean;
}

function Tab({ place, title, active }: TabProps): ReactNode {
  const { t } = useWords();
  const ref = useRef<HTMLDivElement>(null);
  const key = placeKey(place);
  useEffect(() => {
    if (active) ref.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);
  return (
    <div ref={ref} className={active ? 'tab active' : 'tab'} role="presentation">
      <button
        type="button"
        role="tab"
        id={tabId(key)}
        className="tab-name cut"
        aria-selected={active}
        aria-controls={tabPanelId(key)}
        tabIndex={active ? 0 : -1}
        title={title}
        onClick={() => changeTabs((tabs) => openPlace(tabs, place))}
        onAuxClick={(event) => (event.button === 1 ? changeTabs((tabs) => closeTab(tabs, key)) : undefined)}
      >
        {title}
      </button>
      {/* For the mouse only: a tab list may hold nothing but tabs; the keyboard closes with Delete. */}
      <button type="button" className="tab-close" tabIndex={-1} aria-hidden="true" title={t('tabs.close', { name: title })} onClick={() => changeTabs((tabs) => closeTab(tabs, key))}>
        <Icon name="close" size={12} />
      </button>
    </div>
  );
}

/** Arrow keys move between tabs and show them, as in every tab list; Delete closes the one in focus. */
function moveAmongTabs(event: KeyboardEvent<HTMLElement>): void {
  const { tabs } = useSession.getState();
  const at = tabs.open.findIndex((place) => placeKey(place) === tabs.active);
  const steps: Readonly<Record<string, number>> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.open.length - 1 };
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === 'Delete' && tabs.active !== null) {
    changeTabs((before) => closeTab(before, tabs.active ?? ''));
    return;
  }
  const next = Object.hasOwn(steps, event.key) ? tabs.open[steps[event.key] ?? -1] : undefined;
  if (next === undefined) return;
  event.preventDefault();
  changeTabs((before) => openPlace(before, next));
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`#${CSS.escape(tabId(placeKey(next)))}`)?.focus());
}

export function TabBar(): ReactNode {
  const words = useWords();
  const { t } = words;
  const view = useShownView();
  const tabs = useSession((session) => session.tabs);
  return (
    <div className="tab-bar">
      <Button className="icon-button" aria-label={t('command.back')} isDisabled={tabs.back.length === 0} onPress={() => changeTabs(goBack)}>
        <Icon name="left" />
      </Button>
      <Button className="icon-button" aria-label={t('command.forward')} isDisabled={tabs.forward.length === 0} onPress={() => changeTabs(goForward)}>
        <Icon name="right" />
      </Button>
      <div className="tab-list" role="tablist" aria-label={t('tabs.label')} tabIndex={-1} onKeyDown={moveAmongTabs}>
        {tabs.open.map((place) => (
          <Tab key={placeKey(place)} place={place} title={placeTitle(view, place, words)} active={placeKey(place) === tabs.active} />
        ))}
      </div>
    </div>
  );
}
