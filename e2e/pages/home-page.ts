import type { Locator, Page } from '@playwright/test';
import { CasePage } from './case-page.ts';

/** The first screen: JVMs to look into, ways to open what exists, recent cases. */
export class HomePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  async openSample(): Promise<CasePage> {
    await this.page.getByRole('button', { name: 'Open the sample incident' }).click();
    return new CasePage(this.page);
  }

  captureButton(pid: number): Locator {
    return this.page.getByRole('main').getByRole('button', { name: new RegExp(`^Capture from .*, pid ${pid}$`) });
  }
}
