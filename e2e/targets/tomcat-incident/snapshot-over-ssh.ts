import type { Page } from '@playwright/test';
import type { Sshd, TestUser } from '../../../electron/host/transports/ssh/testing/sshd.ts';
import { CaptureDialog } from '../../pages/capture-dialog.ts';
import { CasePage } from '../../pages/case-page.ts';
import { HomePage } from '../../pages/home-page.ts';
import { Prompts } from '../../pages/prompts.ts';
import type { TomcatIncident } from './start-tomcat-incident.ts';

/** From the first screen, which must speak English: signs in, takes one round of every kind and answers what is asked. The case opens while captures arrive. */
export async function snapshotOverSsh(page: Page, { port }: Sshd, user: TestUser, tomcat: TomcatIncident): Promise<CasePage> {
  const [home, prompts, dialog] = [new HomePage(page), new Prompts(page), new CaptureDialog(page)];
  await home.addSshTarget(`ssh://${user.name}@127.0.0.1:${port}`);
  await prompts.trust();
  await prompts.givePassword(user.password);
  await home.captureButton(tomcat.pid, `${user.name}@127.0.0.1:${port}`).click({ timeout: 20_000 });
  await dialog.setRounds(1);
  await dialog.askTomcat(tomcat.manager);
  await dialog.start.click({ timeout: 20_000 });
  await prompts.givePassword(tomcat.manager.password);
  return new CasePage(page);
}
