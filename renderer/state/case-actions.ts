import type { CaseId } from '../../shared/base/ids.ts';
import type { HostApi } from '../../shared/host-api/contract.ts';
import type { CaseEntry } from '../../shared/host-api/views.ts';
import { useCases } from './case-store.ts';
import { keepUnchanged } from './keep-unchanged.ts';
import { addProblem, changeTabs, NARROW_PX, useSession } from './session-store.ts';
import { FIRST_TABS, openPlace } from './tabs.ts';
import type { Place } from './place.ts';
import { toHostError } from '../host/to-host-error.ts';

export async function refreshCases(host: HostApi): Promise<void> {
  useCases.setState({ entries: await host.call('cases.list', {}) });
}

let refreshing: Promise<void> | null = null;
let again = false;

async function fetchView(host: HostApi): Promise<void> {
  do {
    again = false;
    const { openId } = useCases.getState();
    if (openId === null) return;
    const view = await host.call('cases.view', { caseId: openId });
    if (useCases.getState().openId === openId) useCases.setState(({ view: before }) => ({ view: keepUnchanged(before, view) }));
  } while (again);
}

/** Reads the open case anew; calls that come meanwhile are folded into one more reading. */
export function refreshView(host: HostApi): Promise<void> {
  if (refreshing !== null) again = true;
  refreshing ??= fetchView(host).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

export async function showCase(host: HostApi, caseId: CaseId): Promise<void> {
  if (useCases.getState().openId !== caseId) {
    useCases.setState({ openId: caseId, view: null });
    useSession.setState({ tabs: FIRST_TABS, selections: {} });
  }
  useSession.setState({ screen: 'case' });
  try {
    await refreshView(host);
  } catch (error) {
    addProblem(toHostError(error));
    if (useCases.getState().view === null) closeCase();
  }
}

export function closeCase(): void {
  useCases.setState({ openId: null, view: null });
  useSession.setState({ screen: 'home', tabs: FIRST_TABS, selections: {} });
}

export async function openSample(host: HostApi): Promise<void> {
  const entry = await host.call('cases.openSample', {});
  await showCase(host, entry.id);
}

export async function createCase(host: HostApi, name: string): Promise<CaseEntry> {
  const entry = await host.call('cases.create', { name });
  await refreshCases(host);
  return entry;
}

/** Of a table only the rows that hold one of these raw lines; all of them where none does. */
export async function goToLines(host: HostApi, caseId: CaseId, place: Place, lines: readonly number[]): Promise<void> {
  const rows = place.type === 'table' ? await host.call('table.rowsAt', { caseId, ref: { view: place.view, artifacts: [place.artifact] }, lines: [...lines] }) : [];
  goTo(place.type === 'table' && rows.length > 0 ? { ...place, only: rows } : place);
}

export function goTo(place: Place): void {
  useSession.setState(({ navigatorOpen }) => ({ screen: 'case', navigatorOpen: navigatorOpen && window.innerWidth >= NARROW_PX }));
  changeTabs((tabs) => openPlace(tabs, place));
}
