import type { Locator, Page } from '@playwright/test';

/** The command palette. */
export class Palette {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Search or run anything' });
  }

  get options(): Locator {
    return this.dialog.getByRole('option');
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await this.dialog.waitFor();
  }

  /** Types and runs the best match. */
  async run(text: string): Promise<void> {
    await this.open();
    await this.page.keyboard.type(text);
    await this.options.first().waitFor();
    await this.page.keyboard.press('Enter');
  }
}
