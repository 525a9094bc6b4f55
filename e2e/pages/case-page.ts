import type { Locator, Page } from '@playwright/test';

/** An open case: overview, tables, raw text. */
export class CasePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get main(): Locator {
    return this.page.getByRole('main');
  }

  /** Findings in their ranked order. */
  get findings(): Locator {
    return this.main.locator('.finding');
  }

  /** The first finding whose text holds all the words. */
  finding(...words: readonly string[]): Locator {
    return words.reduce((found, word) => found.filter({ hasText: word }), this.findings).first();
  }

  why(finding: Locator): Locator {
    return finding.getByRole('button', { name: /Why do we think so\?/ });
  }

  evidence(finding: Locator): Locator {
    return finding.locator('.evidence-line');
  }

  get rawText(): Locator {
    return this.main.locator('.monaco-editor').first();
  }

  get grid(): Locator {
    return this.main.getByRole('grid').first();
  }

  /** Owners, what they hold and who waits, as a tree. */
  get locks(): Locator {
    return this.main.getByRole('treegrid').first();
  }

  /** Follows a finding's link into a table or tree. */
  async showIn(finding: Locator, view: string): Promise<void> {
    await finding.getByRole('button', { name: `Show in ${view}` }).click();
  }

  /** By its name in the case outline. */
  async goTo(view: string | RegExp): Promise<void> {
    await this.page.getByRole('region', { name: 'Case outline' }).getByRole('button', { name: view }).first().click();
  }
}
