import { spawnSync } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OPEN_FILES_RECIPE } from '../../shared/artifacts/open-files/recipe.ts';
import { SOCKETS_RECIPE } from '../../shared/artifacts/sockets/recipe.ts';
import { kindById } from '../../shared/artifacts/registry.ts';
import type { Recipe } from '../../shared/collect/recipe.ts';
import { EndMarkerWatch } from './end-marker.ts';
import { openTestHost } from './testing/open-test-host.ts';
import { HAS_JAVA } from './testing/start-java.ts';
import { startLeaks } from './testing/start-leaks.ts';
import { viewWhenRead } from './testing/view-when-read.ts';
import { waitForJob } from './testing/wait-for-job.ts';
import { createTestUser, startSshd, withoutSshd } from './transports/ssh/testing/sshd.ts';

const ROUNDS = 3;

describe.skipIf(withoutSshd || !HAS_JAVA)('captures of a JVM that leaks', () => {
  it('[CAPTURE-30] names leaked objects, connections and files with the right counts, on this computer and over SSH', { timeout: 120_000 }, async () => {
    const sshd = await startSshd();
    onTestFinished(() => sshd.stop());
    const user = createTestUser();
    onTestFinished(() => user.remove());
    const jvm = await startLeaks({ uid: user.uid, gid: user.gid });
    const host = await openTestHost();
    host.on('prompt.opened', ({ id, prompt }) => void host.call('prompts.answer', { promptId: id, answer: prompt.type === 'host-key' ? { type: 'yes' } : { type: 'secret', value: user.password } }));
    const targets = ['local:', `ssh://${user.name}@127.0.0.1:${sshd.port}`];
    const leakMore = async (): Promise<void> => {
      await jvm.leak('sockets', 12);
      await jvm.leak('deleted', 5);
      await jvm.leak('same', 7);
      await jvm.leak('objects', 4000);
    };
    await leakMore();
    const request = { processes: targets.map((target) => ({ target, pid: jvm.pid })), kinds: ['sockets', 'open-files', 'heap-histogram'], rounds: ROUNDS, intervalMs: 5000 };
    const { steps } = await host.call('capture.plan', request);
    const { id } = await host.call('capture.start', { ...request, caseId: null, caseName: null, outFolder: null, allowSteps: steps.map((step) => step.id) });
    for (let round = 1; round < ROUNDS; round++) {
      await waitForJob(host, id, ({ steps }) => steps.filter((step) => step.round === round).every(({ state }) => state !== 'waiting' && state !== 'running'));
      await leakMore();
    }
    const job = await waitForJob(host, id);
    expect(job.steps.map(({ state, because }) => [state, because])).toEqual(Array.from({ length: 6 * ROUNDS }, () => ['done', null]));

    const { captures, findings } = await viewWhenRead(host, job.caseId);
    expect(captures.map(({ completeness }) => completeness.status)).toEqual(captures.map(() => 'complete'));
    const ours = findings.filter(({ title }) => String(title.params['process'] ?? '').includes(`(${jvm.pid})`));
    const told = (rule: string): readonly unknown[] => ours.filter((finding) => finding.rule === rule).map(({ title: { params } }) => [params['first'], params['last'], params['count'], params['bytes']].filter((value) => value !== undefined));
    // Sockets, descriptors and perhaps their objects grew together: told as one.
    expect(new Set(told('connection-leak').map(String))).toEqual(new Set(['12,36']));
    const orders = findings.filter(({ rule, title }) => rule === 'growing-class' && title.params['class'] === 'Leaks$Order').map(({ title: { params } }) => [params['before'], params['after']]);
    expect(orders).toEqual(targets.map(() => [4000, 12_000]));
    expect([...told('close-wait-growth'), ...told('close-wait-pile'), ...told('fd-growth')]).toEqual([]);
    expect(new Set(told('deleted-files-growth').map(String))).toEqual(new Set(['5,15']));
    expect(new Set(told('deleted-files-held').map(String))).toEqual(new Set([`15,${15 * 8192}`]));
    expect(new Set(told('file-opened-often').map(String))).toEqual(new Set(['21']));
    const growth = ours.filter(({ rule }) => rule === 'connection-leak').map(({ title: { params } }) => Number(params['lastFd']) - Number(params['firstFd']));
    // The first jcmd makes the JVM open a socket for its attach listener: one more for whoever looked before.
    expect(growth.map((gained) => gained - 48).filter((more) => more !== 0 && more !== 1)).toEqual([]);
    expect(growth).toHaveLength(2);
  });
});

/** Every rung of a recipe, run as the collector runs it. */
function rungs(recipe: Recipe): readonly { readonly name: string; readonly run: (pid: number) => { readonly status: number | null; readonly stdout: Buffer; readonly isWhole: boolean } }[] {
  return recipe.alternatives.map(({ id, obtain, endMarker }) => ({
    name: `${recipe.kind} by ${id}`,
    run: (pid) => {
      if (obtain.by !== 'command') throw new Error('a script was expected');
      const [command, ...args] = obtain.argv({ pid, requestSource: null });
      const { status, stdout } = spawnSync(command, args, { input: obtain.stdin, maxBuffer: 1 << 28 });
      const watch = new EndMarkerWatch(endMarker);
      watch.push(stdout);
      return { status, stdout, isWhole: watch.seen };
    },
  }));
}

interface Listed {
  readonly rows: number;
  readonly sockets?: readonly { readonly state: string | null; readonly pid: number | null; readonly program: string | null }[];
  readonly files?: readonly { readonly pid: number; readonly deleted: boolean; readonly sizeBytes: number | null; readonly name: string; readonly fd: string }[];
  readonly limits?: readonly { readonly pid: number; readonly soft: number }[];
}

function read(kindId: string, bytes: Uint8Array): Listed {
  const kind = kindById(kindId);
  const parser = kind?.createParser(null);
  parser?.push(bytes);
  const [artifact, ...others] = parser?.finish() ?? [];
  expect(others).toEqual([]);
  expect(artifact).toMatchObject({ unparsedLines: 0 });
  return kind?.toContract(artifact?.model) as unknown as Listed;
}

describe.skipIf(!HAS_JAVA)('every rung of the ladders', () => {
  it('[CAPTURE-31] finds the leaked connections of a process by each rung of sockets', { timeout: 60_000 }, async () => {
    const jvm = await startLeaks();
    await jvm.leak('sockets', 9);
    for (const { name, run } of rungs(SOCKETS_RECIPE)) {
      const { status, stdout, isWhole } = run(jvm.pid);
      expect([status, isWhole], name).toEqual([0, true]);
      const leaked = read('sockets', stdout).sockets?.filter(({ state, pid }) => state === 'CLOSE_WAIT' && pid === jvm.pid);
      expect(leaked, name).toHaveLength(9);
      expect(leaked?.[0]?.program, name).toBe('java');
    }
  });

  it('[CAPTURE-32] finds the deleted files of a process, their bytes and its limit by each rung of open files', { timeout: 60_000 }, async () => {
    const jvm = await startLeaks();
    await jvm.leak('deleted', 4);
    await jvm.leak('same', 3);
    for (const { name, run } of rungs(OPEN_FILES_RECIPE)) {
      const { status, stdout, isWhole } = run(jvm.pid);
      expect([status, isWhole], name).toEqual([0, true]);
      const { files = [], limits } = read('open-files', stdout);
      expect(files.filter(({ deleted, fd }) => deleted && /^\d+$/.test(fd)).map(({ sizeBytes }) => sizeBytes), name).toEqual([8192, 8192, 8192, 8192]);
      expect(files.filter(({ name, pid }) => name.endsWith('shared.log') && pid === jvm.pid), name).toHaveLength(3);
      expect(limits, name).toMatchObject([{ pid: jvm.pid }]);
      expect(run(999_999_999).isWhole, name).toBe(false);
    }
  });
});
