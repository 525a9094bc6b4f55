import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { compileTinyShop, MACHINE_TOOLS, startDockerEngine, withoutDocker, type DockerEngine } from '../../electron/host/transports/docker/testing/docker-engine.ts';
import { startRealCluster, WITHOUT_REAL_CLUSTER, type RealCluster } from '../../electron/host/transports/kubernetes/testing/real-cluster.ts';
import { authorize, createClientHome, type ClientHome } from '../../electron/host/transports/ssh/testing/sshd-target.ts';
import { createTestUser, makeKey, startSshd, withoutSshd, type Sshd, type TestUser } from '../../electron/host/transports/ssh/testing/sshd.ts';
import { CaptureDialog } from '../pages/capture-dialog.ts';
import { CasePage } from '../pages/case-page.ts';
import { HomePage } from '../pages/home-page.ts';
import { TargetsPanel } from '../pages/targets-panel.ts';
import { startWorkbench, type RunningWorkbench } from '../start-workbench.ts';
import { startShop, type RunningShop } from '../targets/start-shop.ts';
import { expect, test } from '../test.ts';

test.skip(withoutSshd || withoutDocker, 'a jump host and a Docker engine need root, openssh-server and docker.io');

const KINDS = ['Thread dump', 'Heap histogram', 'Sockets', 'Open files', 'Processes', 'Thread CPU'] as const;

let stops: (() => Promise<unknown>)[] = [];
let workbench: RunningWorkbench;
let places: number;

function hostBehindJump(home: ClientHome, user: TestUser, jump: Sshd, inner: Sshd): void {
  const key = makeKey(home.folder, 'key', 'ed25519');
  for (const sshd of [jump, inner]) {
    home.trust(sshd);
    authorize(sshd, key);
  }
  const host = (name: string, { port }: Sshd, more = ''): string => `Host ${name}\n  HostName 127.0.0.1\n  Port ${port}\n  User ${user.name}\n  IdentityFile ${key}\n${more}`;
  writeFileSync(path.join(home.folder, '.ssh', 'config'), `${host('shop-1', inner, '  ProxyJump jump\n')}${host('jump', jump)}`);
}

async function containers(engine: DockerEngine): Promise<void> {
  const app = ['-v', `${compileTinyShop()}:/app:ro`];
  const java = (command: string): readonly string[] => [command, '-Xmx64m', '-cp', '/app', 'TinyShop'];
  await engine.docker('run', '-d', '--name', 'cart-tools', ...MACHINE_TOOLS, ...app, 'borescope/tools', ...java('java'));
  await engine.docker('run', '-d', '--name', 'cart-slim', ...app, 'borescope/slim', ...java('java'));
  await engine.docker('run', '-d', '--name', 'cart-bare', ...app, 'borescope/bare', ...java('/jre/bin/java'));
}

test.beforeAll(async () => {
  test.skip(test.info().project.name === 'desktop', 'its engine, cluster and home folder are given in the environment of a browser door of its own');
  test.setTimeout(240_000);
  const [jump, inner, home, user] = [await startSshd(), await startSshd(), createClientHome(), createTestUser()];
  hostBehindJump(home, user, jump, inner);
  const shop: RunningShop = await startShop(user);
  const engine = await startDockerEngine();
  await containers(engine);
  const cluster: RealCluster | null = WITHOUT_REAL_CLUSTER ? null : await startRealCluster();
  test.info().annotations.push({ type: 'cluster', description: cluster === null ? 'none: no real node is at hand' : 'a real node' });
  workbench = await startWorkbench({ HOME: home.folder, DOCKER_HOST: engine.environment['DOCKER_HOST'], KUBECONFIG: cluster?.kubeconfig ?? path.join(home.folder, 'no-kubeconfig') });
  places = cluster === null ? 4 : 5;
  stops = [() => workbench.stop(), async () => cluster?.stop(), () => engine.stop(), () => shop.stop(), () => inner.stop(), () => jump.stop()];
});

test.afterAll(async () => {
  test.setTimeout(120_000);
  for (const stop of stops) await stop();
});

test('[JOURNEY-52] takes a whole snapshot behind a jump host, in containers with tools and without, and in a pod, from one window', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto(workbench.url);
  await new HomePage(page).addSshTarget('ssh://shop-1');
  const targets = new TargetsPanel(page);
  await targets.find.fill('shop');
  await targets.button('Ask all').click();
  for (const label of ['shop-1', 'cart-tools', 'cart-slim', 'cart-bare', ...(places > 4 ? ['shop/cart-0/jvm'] : [])]) await expect(targets.target(label)).toContainText('1 JVM', { timeout: 60_000 });
  await targets.button('Capture these').click();
  const dialog = new CaptureDialog(page);
  await expect(dialog.dialog.getByRole('checkbox', { name: /shop-1/ })).toBeChecked();
  const others = dialog.dialog.getByRole('checkbox', { name: /This computer|jump ·/, checked: true });
  while ((await others.count()) > 0) await others.first().uncheck({ force: true });
  await dialog.setRounds(1);
  for (const kind of KINDS) await dialog.kind(kind).check({ force: true });
  const allow = dialog.dialog.getByRole('checkbox', { name: 'Run this high-impact step' });
  await expect(allow).toHaveCount(places, { timeout: 30_000 });
  for (const step of await allow.all()) await step.check({ force: true });
  await expect(dialog.start).toHaveText(`Capture 1 round from ${places} processes`);
  await dialog.start.click();
  const open = new CasePage(page);
  await expect(open.finding('settlement-1', 'settlement-2')).toContainText('shop-1 · ', { timeout: 60_000 });
  await open.goTo('Captures and raw text');
  const captured = open.main.getByRole('table').first().getByRole('row').filter({ hasText: 'complete' });
  await expect(captured).toHaveCount(places * KINDS.length, { timeout: 90_000 });
  await expect(page.getByText(`processes ${places}: complete`)).toBeVisible();
  for (const kind of KINDS) await expect(captured.filter({ hasText: `${kind} #` })).toHaveCount(places);
  for (const rung of ['jcmd 1 Thread.print', 'node-jcmd 1 Thread.print', 'nsenter']) await expect(captured.filter({ hasText: rung }).first()).toBeVisible();
});
