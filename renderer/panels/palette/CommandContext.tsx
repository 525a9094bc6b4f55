import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import { useHost } from '../../host/host-context.ts';
import { runningJob } from '../../selectors/job-progress.ts';
import { useWords } from '../../selectors/use-words.ts';
import { useCases } from '../../state/case-store.ts';
import { useLive } from '../../state/live-store.ts';
import { useSession } from '../../state/session-store.ts';
import { buildCommands, type Command } from './build-commands.ts';
import { matchesShortcut } from './shortcut.ts';

const CommandContext = createContext<readonly Command[]>([]);

export function useCommands(): readonly Command[] {
  return useContext(CommandContext);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

/** An open dialog, menu or popover takes its keys itself. */
function overlayIsOpen(): boolean {
  return useSession.getState().dialog !== null || useLive.getState().prompts.length > 0 || document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}

function onKey(event: KeyboardEvent, commands: readonly Command[]): void {
  if (event.defaultPrevented || overlayIsOpen()) return;
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (bare && isTyping(event.target)) return;
  const command = commands.find(({ keys, enabled }) => enabled && keys !== null && matchesShortcut(keys, event));
  if (command === undefined) return;
  event.preventDefault();
  command.run();
}

/** Gives the commands to everything below and listens for their keys. */
export function CommandProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const host = useHost();
  const words = useWords();
  const hasCase = useCases((cases) => cases.view !== null);
  const screen = useSession((session) => session.screen);
  const tabs = useSession((session) => session.tabs);
  // Its progress changes no command, and a change of commands is one of everything below.
  const running = useLive((live) => runningJob(live.jobs)?.id ?? null);
  const last = useLive((live) => live.jobs.at(-1)?.id ?? null);
  const snapshot = useLive((live) => live.snapshot);
  // eslint-disable-next-line react/exhaustive-deps -- the builder reads these from the stores
  const commands = useMemo(() => buildCommands(host, words), [host, words, hasCase, screen, tabs, running, last, snapshot]);
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event, commands);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [commands]);
  return <CommandContext value={commands}>{children}</CommandContext>;
}
