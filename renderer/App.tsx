import { useEffect, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { HostClient } from './host/host-client.ts';
import { HostContext } from './host/host-context.ts';
import { OpenDialog } from './panels/dialogs/OpenDialog.tsx';
import { PromptDialog } from './panels/dialogs/PromptDialog.tsx';
import { PromptSlot } from './panels/dialogs/prompt-slot.ts';
import { DropTarget } from './panels/frame/DropTarget.tsx';
import { hasInspector, Inspector } from './panels/frame/Inspector.tsx';
import { MainArea } from './panels/frame/MainArea.tsx';
import { Navigator } from './panels/frame/Navigator.tsx';
import { Rail } from './panels/frame/Rail.tsx';
import { StatusBar } from './panels/frame/StatusBar.tsx';
import { TopBar } from './panels/frame/TopBar.tsx';
import { NoHost } from './panels/notices/NoHost.tsx';
import { Problems } from './panels/notices/Problems.tsx';
import { CommandProvider } from './panels/palette/CommandContext.tsx';
import { followHost } from './state/follow-host.ts';
import { useSession } from './state/session-store.ts';
import { useLive } from './state/live-store.ts';
import { activePlace } from './state/tabs.ts';
import './panels/frame/frame.css';
import './panels/panels.css';

/** Language and theme belong to the whole document. */
function useDocumentLook(): void {
  const language = useSession((session) => session.language);
  const theme = useSession((session) => session.theme);
  useEffect(() => {
    document.documentElement.lang = language;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [language, theme]);
}

function Frame(): ReactNode {
  const navigatorOpen = useSession((session) => session.navigatorOpen);
  const inspectorOpen = useSession((session) => session.inspectorOpen);
  const inspects = useSession((session) => session.screen === 'case' && hasInspector(activePlace(session.tabs)));
  return (
    <div className="frame">
      <TopBar />
      <div className="body">
        <Rail />
        {navigatorOpen ? <Navigator /> : null}
        <MainArea />
        {inspectorOpen && inspects ? <Inspector /> : null}
      </div>
      <StatusBar />
    </div>
  );
}

export function App({ host }: { readonly host: HostClient }): ReactNode {
  const language = useSession((session) => session.language);
  const snapshot = useLive((live) => live.snapshot);
  const unmet = useLive((live) => live.unmet);
  const dialogOpen = useSession((session) => session.dialog !== null);
  useDocumentLook();
  useEffect(() => followHost(host), [host]);
  return (
    <HostContext value={host}>
      <I18nProvider locale={language}>
        <CommandProvider>
          {unmet === null ? null : <NoHost error={unmet} />}
          {snapshot === undefined ? null : <Frame />}
          <Problems />
          <PromptSlot value={<PromptDialog />}>{dialogOpen ? <OpenDialog /> : <PromptDialog />}</PromptSlot>
          {snapshot === null ? <DropTarget /> : null}
        </CommandProvider>
      </I18nProvider>
    </HostContext>
  );
}
