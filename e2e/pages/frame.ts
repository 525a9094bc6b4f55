import type { Locator, Page } from '@playwright/test';

type Language = 'English' | '한국어';
type Theme = 'System' | 'Light' | 'Dark';

/** What stands around every panel: top bar, navigator, status bar. */
export class Frame {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get topBar(): Locator {
    return this.page.getByRole('banner');
  }

  async speak(language: Language): Promise<void> {
    await this.topBar.getByRole('radio', { name: language }).click();
  }

  /** By the theme's English name; the window must speak English. */
  async wear(theme: Theme): Promise<void> {
    await this.topBar.getByRole('button', { name: 'Theme' }).click();
    await this.page.getByRole('menuitemradio', { name: theme }).click();
  }

  /** The theme that is really drawn, by the lightness of the ground. */
  async isDark(): Promise<boolean> {
    return this.page.evaluate(() => {
      const [red = 255] = (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(Number);
      return red < 128;
    });
  }
}
