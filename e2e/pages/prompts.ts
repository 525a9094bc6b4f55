import type { Locator, Page } from '@playwright/test';

/** Questions that a connection asks before it goes on. */
export class Prompts {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get hostKey(): Locator {
    return this.page.getByRole('alertdialog', { name: 'Unknown host key' });
  }

  get password(): Locator {
    return this.page.getByRole('alertdialog', { name: 'Password' });
  }

  async trust(): Promise<void> {
    await this.hostKey.getByRole('button', { name: 'Trust and connect' }).click();
  }

  async givePassword(password: string): Promise<void> {
    await this.password.getByRole('textbox').or(this.password.locator('input')).first().fill(password);
    await this.password.getByRole('button', { name: 'Continue' }).click();
  }
}
