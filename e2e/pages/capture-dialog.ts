import type { Locator, Page } from '@playwright/test';

/** What will run, where and at what cost, before it runs. */
export class CaptureDialog {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Capture from running JVMs' });
  }

  kind(name: string): Locator {
    return this.dialog.getByRole('checkbox', { name });
  }

  async setRounds(rounds: number): Promise<void> {
    await this.dialog.getByLabel('Rounds', { exact: true }).fill(String(rounds));
    await this.dialog.getByLabel('Rounds', { exact: true }).blur();
  }

  /** The button names what it does: rounds and processes. */
  get start(): Locator {
    return this.dialog.getByRole('button', { name: /^Capture \d+ rounds? from \d+ process/ });
  }
}
