import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** Reports the rule, the element and the reason of every violation that axe sees; the test goes on to its next view. */
export async function expectAccessible(page: Page, view: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  // Lines of a stack are lines of text: WCAG 2.5.8 exempts targets whose size the line height of their text sets.
  const inText = ({ id, target }: { id: string; target: string }): boolean => id === 'target-size' && /button\[title=|\.stack/.test(target);
  const said = violations.flatMap(({ id, nodes }) => nodes.filter(({ target }) => !inText({ id, target: target.join(' ') })).map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`));
  expect.soft(said, view).toEqual([]);
}
