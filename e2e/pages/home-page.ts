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

  async addSshTarget(uri: string): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name: 'Add target…' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Add target' });
    await dialog.getByLabel('Address').fill(uri);
    await dialog.getByRole('button', { name: 'Add and list its JVMs' }).click();
  }

  /** Of a process on one target. */
  captureButton(pid: number, target = 'This computer'): Locator {
    return this.page.getByRole('main').getByRole('table', { name: target }).getByRole('button', { name: new RegExp(`^Capture from .*, pid ${pid}$`) });
  }
}
