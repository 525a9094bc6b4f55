import type { Locator, Page } from '@playwright/test';

/** The targets in the navigator, and the search over them. */
export class TargetsPanel {
  readonly panel: Locator;
  readonly find: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('region', { name: 'Targets' });
    this.find = this.panel.getByRole('searchbox', { name: 'Find a JVM' });
  }

  get status(): Locator {
    return this.panel.getByRole('status');
  }

  button(name: string): Locator {
    return this.panel.getByRole('button', { name, exact: true });
  }

  target(label: string): Locator {
    return this.panel.getByRole('button', { name: new RegExp(`^(Favourite )?${label}`) });
  }
}
