import { describe, expect, it } from 'vitest';
import type { CaptureId } from '../../shared/base/ids.ts';
import type { Place } from './place.ts';
import { activePlace, closeTab, FIRST_TABS, goBack, goForward, openPlace, reopenTab } from './tabs.ts';

const raw = (line: number | null): Place => ({ type: 'raw', capture: 'c1' as CaptureId, line });

describe('tabs', () => {
  it('[TABS-01] opens a place once and moves an open one to the asked line', () => {
    const tabs = openPlace(openPlace(FIRST_TABS, raw(1)), raw(7));
    expect(tabs.open).toEqual([{ type: 'overview' }, raw(7)]);
  });

  it('[TABS-02] goes back and forward through the places, lines included', () => {
    const there = openPlace(openPlace(FIRST_TABS, raw(1)), raw(7));
    const back = goBack(there);
    expect(activePlace(back)).toEqual(raw(1));
    expect(activePlace(goBack(back))).toEqual({ type: 'overview' });
    expect(activePlace(goForward(back))).toEqual(raw(7));
  });

  it('[TABS-03] closing the tab in front shows its neighbour, and the tab can be reopened', () => {
    const closed = closeTab(openPlace(FIRST_TABS, { type: 'notes' }), 'notes');
    expect(activePlace(closed)).toEqual({ type: 'overview' });
    expect(activePlace(reopenTab(closed))).toEqual({ type: 'notes' });
  });

  it('[TABS-04] closing the last tab leaves none, and going back reopens it', () => {
    const none = closeTab(FIRST_TABS, 'overview');
    expect(activePlace(none)).toBeNull();
    expect(reopenTab(none).active).toBe('overview');
  });

  it('[TABS-05] nothing to reopen, go back or forward to changes nothing', () => {
    expect(reopenTab(FIRST_TABS)).toBe(FIRST_TABS);
    expect(goBack(FIRST_TABS)).toBe(FIRST_TABS);
    expect(goForward(FIRST_TABS)).toBe(FIRST_TABS);
  });
});
