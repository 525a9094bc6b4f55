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

  /** Requests too, from the manager as the target reaches it. */
  async askTomcat({ url, user }: { readonly url: string; readonly user: string }): Promise<void> {
    await this.kind('Requests').check({ force: true });
    await this.dialog.getByLabel('Manager, as the target reaches it').fill(url);
    await this.dialog.getByLabel(/^User/).fill(user);
  }

  /** The button names what it does: rounds and processes. */
  get start(): Locator {
    return this.dialog.getByRole('button', { name: /^Capture \d+ rounds? from \d+ process/ });
  }
}
