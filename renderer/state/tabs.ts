import { placeKey, type Place } from './place.ts';

/** Open tabs with their history, as plain data. */
export interface Tabs {
  readonly open: readonly Place[];
  /** Key of the tab in front; null when none is open. */
  readonly active: string | null;
  /** Last closed last. */
  readonly closed: readonly Place[];
  readonly back: readonly Place[];
  readonly forward: readonly Place[];
}

const HISTORY_LIMIT = 100;

export const FIRST_TABS: Tabs = { open: [{ type: 'overview' }], active: 'overview', closed: [], back: [], forward: [] };

export function activePlace(tabs: Tabs): Place | null {
  return tabs.open.find((place) => placeKey(place) === tabs.active) ?? null;
}

/** Brings a place to the front without touching the history. */
function show(tabs: Tabs, place: Place): Tabs {
  const key = placeKey(place);
  const at = tabs.open.findIndex((other) => placeKey(other) === key);
  const open = [...tabs.open];
  if (at >= 0) open[at] = place;
  else open.splice(tabs.open.findIndex((other) => placeKey(other) === tabs.active) + 1, 0, place);
  return { ...tabs, open, active: key };
}

export function openPlace(tabs: Tabs, place: Place): Tabs {
  const from = activePlace(tabs);
  const back = from === null || JSON.stringify(from) === JSON.stringify(place) ? tabs.back : [...tabs.back, from].slice(-HISTORY_LIMIT);
  return { ...show(tabs, place), back, forward: [] };
}

export function closeTab(tabs: Tabs, key: string): Tabs {
  const at = tabs.open.findIndex((place) => placeKey(place) === key);
  const place = tabs.open[at];
  if (place === undefined) return tabs;
  const open = tabs.open.filter((_, i) => i !== at);
  const neighbour = open[Math.min(at, open.length - 1)];
  const active = tabs.active === key ? (neighbour === undefined ? null : placeKey(neighbour)) : tabs.active;
  return { ...tabs, open, active, closed: [...tabs.closed, place].slice(-HISTORY_LIMIT) };
}

export function reopenTab(tabs: Tabs): Tabs {
  const place = tabs.closed.at(-1);
  return place === undefined ? tabs : openPlace({ ...tabs, closed: tabs.closed.slice(0, -1) }, place);
}

export function goBack(tabs: Tabs): Tabs {
  const place = tabs.back.at(-1);
  if (place === undefined) return tabs;
  const from = activePlace(tabs);
  return { ...show(tabs, place), back: tabs.back.slice(0, -1), forward: from === null ? tabs.forward : [...tabs.forward, from] };
}

export function goForward(tabs: Tabs): Tabs {
  const place = tabs.forward.at(-1);
  if (place === undefined) return tabs;
  const from = activePlace(tabs);
  return { ...show(tabs, place), forward: tabs.forward.slice(0, -1), back: from === null ? tabs.back : [...tabs.back, from] };
}
