import { createTestUser, startSshd, withoutSshd, type Sshd, type TestUser } from '../../electron/host/transports/ssh/testing/sshd.ts';
import { snapshotOverSsh } from '../targets/tomcat-incident/snapshot-over-ssh.ts';
import { LOAD, startTomcatIncident, type TomcatIncident } from '../targets/tomcat-incident/start-tomcat-incident.ts';
import { withoutTomcat } from '../targets/tomcat-incident/tomcat-base.ts';
import { expect, test } from '../test.ts';

test.skip(withoutSshd || withoutTomcat, 'a Tomcat behind a real sshd needs root and the Debian packages openssh-server, tomcat10-common and tomcat10-admin');

let sshd: Sshd;
let user: TestUser;
let tomcat: TomcatIncident;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  sshd = await startSshd();
  user = createTestUser();
  tomcat = await startTomcatIncident(user);
});

test.afterAll(async () => {
  await tomcat.stop();
  await sshd.stop();
  user.remove();
});

test('[JOURNEY-84] reaches the causes of a live Tomcat’s trouble by one snapshot over SSH, without a click on the overview', async ({ workbench: { page } }) => {
  const open = await snapshotOverSsh(page, sshd, user, tomcat);

  // From here on nothing is clicked: the overview says it by itself.
  const waiting = LOAD.convoy - 1;
  const cause = open.findings.first();
  await expect(cause).toContainText(`${waiting} requests to /depot/dispatch wait for`, { timeout: 60_000 });
  for (const word of ['com.acme.depot.RouteBook', `http-nio-127.0.0.1-${tomcat.port}-exec-`, `reads from ${tomcat.courier}`]) await expect(cause).toContainText(word);
  const pool = open.finding(`${LOAD.poolWaiters} threads (/depot/stock) wait for a pooled connection`);
  await expect(pool).toContainText(`connections established to ${tomcat.sql}: ${LOAD.queries}, probable holders: ${LOAD.queries}`);
  await expect(open.finding('(/depot/labels) uses', 'of one CPU in com.acme.depot.LabelServlet')).toBeVisible();
  await expect(open.finding('(/depot/manifest) waits until a client reads its response')).toBeVisible();
  // Every long request is told with what makes it long; only the cause on top shows what stands below it.
  await expect(open.findings.filter({ hasText: 'in flight for' })).toHaveCount(1);
});
