import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished } from 'vitest';
import { createTranslator } from '../../../shared/base/translate.ts';
import type { Transport } from '../../../shared/collect/transport.ts';
import { HOST_MESSAGES } from '../../../shared/host-api/messages.ts';
import type { PromptAnswer } from '../../../shared/host-api/views.ts';
import { listJvms } from '../list-jvms.ts';
import { readProcessFacts, sigquitIsSafe } from '../process-facts.ts';
import { hostErrorOf } from '../testing/host-error-of.ts';
import { openTestHost } from '../testing/open-test-host.ts';
import { ScriptedPrompts } from '../testing/scripted-prompts.ts';
import { HAS_JAVA, startJava } from '../testing/start-java.ts';
import { waitForJob } from '../testing/wait-for-job.ts';
import { createLocalTransport } from '../transports/local/local-transport.ts';
import { loadSshSettings } from '../transports/ssh/config/load-ssh-settings.ts';
import { authorize, createClientHome, opensshTo, sshTo, type ClientHome } from '../transports/ssh/testing/sshd-target.ts';
import { createTestUser, makeKey, startSshd, withoutSshd, type Sshd, type TestUser } from '../transports/ssh/testing/sshd.ts';
import { allowSudo } from '../transports/with-user/testing/sudoers.ts';
import { createWithUserTransport } from '../transports/with-user/with-user-transport.ts';
import { captureCommand } from './testing/capture-command.ts';
import { faultSuite } from './testing/fault-suite.ts';

const never = new AbortController().signal;
const english = createTranslator('en', [HOST_MESSAGES]);
/** Whether a command could be run. */
const run = (program: string, args: readonly string[]): boolean => spawnSync(program, args, { stdio: 'ignore' }).status === 0;
const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));


faultSuite('between here and a host', withoutSshd || !HAS_JAVA ? 'root, sshd and a JDK' : null, (fault) => {
  let sshd: Sshd;
  let user: TestUser;
  let home: ClientHome;
  let attemptsBefore = 0;
  const open: Transport[] = [];
  const others: Sshd[] = [];
  beforeAll(async () => {
    [sshd, user] = [await startSshd(), createTestUser()];
  }, 30_000);
  beforeEach(() => {
    home = createClientHome();
    home.trust(sshd);
    writeFileSync(sshd.authorizedKeys, '');
    authorize(sshd, makeKey(path.join(home.folder, '.ssh'), 'id_ed25519', 'ed25519'));
    attemptsBefore = sshd.authAttempts();
  });
  afterEach(async () => {
    sshd.signalConnections('SIGCONT');
    await Promise.all(open.splice(0).map((transport) => transport.close()));
    await Promise.all(others.splice(0).map((other) => other.stop()));
    home.remove();
  });
  afterAll(async () => {
    await sshd?.stop();
    user?.remove();
  });

  function to(more: Parameters<typeof sshTo>[4] = {}, prompts = new ScriptedPrompts(), server = sshd, who = user): Transport {
    const transport = sshTo(server, who, home, prompts, more);
    open.push(transport);
    return transport;
  }
  async function another(settings: readonly string[]): Promise<Sshd> {
    const server = await startSshd(settings);
    others.push(server);
    home.trust(server);
    authorize(server, path.join(home.folder, '.ssh', 'id_ed25519'));
    return server;
  }
  const userFile = (): string => path.join(home.folder, '.ssh', 'known_hosts');
  const config = (text: string): void => writeFileSync(path.join(home.folder, '.ssh', 'config'), text);
  async function refusal(transport: Transport): Promise<string> {
    const { code, message } = await hostErrorOf(transport.connect(never));
    return `${code}: ${english(message)}`;
  }
  /** Requests to sign in since the test began; they reach the log a moment late. */
  async function attempts(): Promise<number> {
    await wait(150);
    return sshd.authAttempts() - attemptsBefore;
  }

  fault(1, 'ssh connection killed in mid-output', async () => {
    let killed = 0;
    const { kept, seen } = await captureCommand(to(), ['sh', '-c', 'i=0; while :; do echo line $i; i=$((i+1)); [ $((i % 500)) = 0 ] && sleep 0.02; done'], {
      onBytes: (bytes) => {
        if (bytes > 20_000 && killed === 0) killed = sshd.signalConnections('SIGKILL');
      },
    });
    expect(kept.startsWith('line 0\nline 1\n')).toBe(true);
    expect(seen).toBe(`partial: link-cut, connection cut after ${kept.length} bytes`);
    return seen;
  });

  fault(2, 'ssh black hole: packets are dropped both ways', async () => {
    const rule = ['-p', 'tcp', '-i', 'lo', '-m', 'multiport', '--ports', String(sshd.port), '-j', 'DROP'];
    let [cutAt, heard] = [0, 0];
    const cut = (): void => {
      heard += 1;
      if (heard < 2) return; // both commands run
      cutAt = performance.now();
      // Where packets cannot be dropped, a frozen server is the next thing to it.
      if (!run('iptables', ['-w', '-A', 'INPUT', ...rule])) sshd.signalConnections('SIGSTOP');
    };
    config(`IdentityFile ${home.folder}/.ssh/id_ed25519\nIdentitiesOnly yes\n`);
    const program = opensshTo(sshd, user, home);
    open.push(program);
    const captured = async (transport: Transport): Promise<string> => {
      const { kept, seen } = await captureCommand(transport, ['sh', '-c', 'echo early; sleep 60'], { timeoutMs: 60_000, onBytes: cut });
      const seconds = (performance.now() - cutAt) / 1000;
      expect([kept, seen]).toEqual(['early\n', expect.stringMatching(/^partial: link-cut/)]);
      expect(seconds).toBeLessThan(20);
      return `${seen}, ${seconds.toFixed(0)} s after the cut`;
    };
    try {
      const [byLibrary, byProgram] = await Promise.all([captured(to()), captured(program)]);
      return `${byLibrary}; by the program ssh: ${byProgram}`;
    } finally {
      run('iptables', ['-w', '-D', 'INPUT', ...rule]);
    }
  }, 60_000);

  fault(3, 'a server that sends 1 byte a second', async () => {
    const progress: number[] = [];
    const slow = ['sh', '-c', 'while :; do printf x; sleep 1; done'] as const;
    const timed = await captureCommand(to(), slow, { timeoutMs: 2500, onBytes: (bytes) => progress.push(bytes) });
    expect(timed.seen).toBe('partial: timeout, stopped after 2500 ms');
    expect(progress.slice(0, 3)).toEqual([1, 2, 3]);
    const stop = new AbortController();
    let stoppedAt = 0;
    const cancelled = await captureCommand(to(), slow, {
      signal: stop.signal,
      onBytes: () => {
        stoppedAt ||= performance.now();
        stop.abort();
      },
    });
    const ms = performance.now() - stoppedAt;
    expect(cancelled.seen).toMatch(/^partial: cancelled/);
    expect(ms).toBeLessThan(1000); // the case is written too
    return `${timed.seen}; progress ${progress.slice(0, 3).join(', ')} bytes; cancelled within ${ms.toFixed(0)} ms`;
  });

  fault(4, 'all output came, with its end marker, but no exit status', async () => {
    const { kept, seen } = await captureCommand(to(), ['sh', '-c', 'echo all of it; echo the end; sleep 20'], { onBytes: () => void setTimeout(() => sshd.signalConnections('SIGKILL'), 200) });
    expect(kept).toBe('all of it\nthe end\n');
    expect(seen).toMatch(/^partial: link-cut/);
    return seen;
  });

  fault(5, 'exit status other than 0, with output', async () => {
    const { kept, seen } = await captureCommand(to(), ['sh', '-c', 'echo some; echo the end; echo no luck >&2; exit 3']);
    expect(kept).toBe('some\nthe end\n');
    expect(seen).toBe('partial: exit-status, exit status 3: no luck');
    return seen;
  });

  fault(6, 'wrong password; no way to sign in; too many keys', async () => {
    const password = await another(['UsePAM no', 'PubkeyAuthentication no']);
    const wrong = await refusal(to({}, new ScriptedPrompts((prompt): PromptAnswer => (prompt.type === 'secret' && prompt.attempt === 1 ? { type: 'secret', value: 'wrong' } : { type: 'refused' })), password));
    expect(wrong).toContain('did not accept the password');
    const none = await refusal(to({ identityFiles: [] }, undefined, await another(['PasswordAuthentication no'])));
    expect(none).toContain('It offers: publickey');
    const impatient = await another(['MaxAuthTries 2']);
    writeFileSync(impatient.authorizedKeys, '');
    const keys = ['a', 'b', 'c'].map((name) => makeKey(home.folder, name, 'ed25519'));
    const many = await refusal(to({ identityFiles: keys }, undefined, impatient));
    expect(many).toContain('too many sign-in attempts');
    const [agent, filled] = [path.join(home.folder, 'agent'), path.join(home.folder, '.ssh', 'id_ed25519')];
    const child = spawn('ssh-agent', ['-D', '-a', agent], { stdio: 'ignore' });
    onTestFinished(() => void child.kill());
    while (!existsSync(agent)) await wait(20);
    for (const key of keys) execFileSync('ssh-add', ['-q', key], { env: { ...process.env, SSH_AUTH_SOCK: agent }, stdio: 'ignore' });
    authorize(impatient, filled);
    config(`IdentityFile ${filled}\nIdentitiesOnly yes\n`);
    await to({ agentSocket: agent }, undefined, impatient).connect(never);
    return `${[wrong, none, many].join(' | ')} | IdentitiesOnly: signed in with the one key, the 3 of the agent not tried`;
  });

  fault(7, 'host key unknown', async () => {
    writeFileSync(userFile(), '');
    const prompts = new ScriptedPrompts();
    const seen = await refusal(to({}, prompts));
    expect(prompts.types()).toEqual(['host-key']);
    expect(await attempts()).toBe(0);
    return `asked, 0 sign-in attempts; ${seen}`;
  });

  fault(8, 'host key changed; host key revoked', async () => {
    const other = readFileSync(`${makeKey(home.folder, 'other', 'ed25519')}.pub`, 'utf8');
    writeFileSync(userFile(), `[127.0.0.1]:${sshd.port} ${other}`);
    const prompts = new ScriptedPrompts(() => ({ type: 'yes' }));
    const changed = await refusal(to({}, prompts));
    writeFileSync(userFile(), `@revoked * ${sshd.hostKeyLine}\n`);
    const revoked = await refusal(to({}, prompts));
    expect([changed, revoked].map((text) => text.replaceAll(/\S*known_hosts/g, 'FILE'))).toEqual([expect.stringContaining('not the one recorded in FILE line 1'), expect.stringContaining('marked as revoked in FILE line 1')]);
    expect(prompts.asked).toEqual([]);
    expect(await attempts()).toBe(0);
    return `0 questions, 0 sign-in attempts; ${changed}`;
  });

  fault(9, 'known_hosts unreadable; a malformed line', async () => {
    appendFileSync(userFile(), 'not a line\n');
    expect((await captureCommand(to(), ['echo', 'the end'])).seen).toBe('complete');
    writeFileSync(userFile(), `not a line\n[127.0.0.1]:${sshd.port} ${readFileSync(`${makeKey(home.folder, 'other', 'ed25519')}.pub`, 'utf8')}`);
    const { details } = await hostErrorOf(to().connect(never));
    expect(details).toContain(`${userFile()}:1 skipped`);
    execFileSync('rm', [userFile()]);
    mkdirSync(userFile());
    const seen = await refusal(to());
    expect(seen).toContain('cannot be read');
    return `malformed line skipped and listed; ${seen}`;
  });

  fault(10, 'a jump host fails; the host behind it fails', async () => {
    config(`Host jump\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  User nobody-here\nHost inner\n  HostName 127.0.0.1\n  Port 1\n  User ${user.name}\n  ProxyJump jump\n`);
    const jump = await refusal(to({ host: 'inner', port: null, user: null }));
    expect(jump).toContain('jump (ProxyJump 1/1)');
    config(`Host jump\n  HostName 127.0.0.1\n  Port ${sshd.port}\n  User ${user.name}\nHost inner\n  HostName 127.0.0.1\n  Port 1\n  ProxyJump jump\n`);
    const behind = await refusal(to({ host: 'inner', port: null, user: null }));
    expect(behind).toContain('The jump host jump could not reach 127.0.0.1 port 1');
    return `${jump} | ${behind}`;
  });

  fault(11, 'ssh_config: a cycle of Include, a missing Include, an unknown word', async () => {
    config('Include config\n');
    const cycle = await refusal(to());
    expect(cycle).toContain('leads back to itself');
    config('Include none-such\nFrobnicate yes\n');
    const { unfollowed } = await loadSshSettings({ host: 'x', port: null, user: null }, home.folder, null);
    const named = unfollowed.map(({ line, word, why }) => `line ${line} ${word}: ${why}`);
    expect(named).toEqual(['line 1 Include: nothing at none-such', 'line 2 Frobnicate: not followed']);
    return `${cycle} | ${named.join(' | ')}`;
  });

  fault(12, 'MaxSessions reached', async () => {
    const narrow = await another(['MaxSessions 1']);
    const transport = to({}, undefined, narrow);
    const all = await Promise.all([1, 2, 3, 4, 5].map((n) => captureCommand(transport, ['sh', '-c', `sleep 0.1; echo ${n}; echo the end`])));
    expect(all.map(({ seen, kept }) => [seen, kept])).toEqual([1, 2, 3, 4, 5].map((n) => ['complete', `${n}\nthe end\n`]));
    expect(narrow.log()).toContain('no more sessions');
    return '5 of 5 commands complete, the server refused sessions meanwhile';
  });

  fault(13, 'banner, motd and a talking login shell', async () => {
    const chatty = createTestUser('/bin/bash');
    try {
      writeFileSync(path.join(chatty.home, '.bashrc'), 'echo Welcome to the shop\n');
      writeFileSync(path.join(home.folder, 'banner'), 'Authorized use only\n');
      const server = await another([`Banner ${home.folder}/banner`, 'PrintMotd yes']);
      const transport = to({}, undefined, server, chatty);
      const { kept, seen } = await captureCommand(transport, ['echo', 'the end']);
      expect(seen).toBe('complete');
      expect(kept).toBe('Welcome to the shop\nthe end\n');
      expect((await transport.probe(['cat'], never)).user).toBe(chatty.name);
      const disallow = allowSudo(chatty.name, 'with password', 'lecture=always');
      onTestFinished(disallow);
      const asRoot = createWithUserTransport(transport, { by: 'sudo', user: 'root' }, new ScriptedPrompts(() => ({ type: 'secret', value: chatty.password })));
      const bySudo = await captureCommand(asRoot, ['sh', '-c', 'id -un; echo the end']);
      expect([bySudo.seen, bySudo.kept]).toEqual(['complete', 'Welcome to the shop\nroot\nthe end\n']);
      return `${seen}; kept as it came: ${JSON.stringify(kept)}; probe and listing read past it; behind sudo's lecture and password: ${bySudo.seen}`;
    } finally {
      chatty.remove();
    }
  });

  fault(14, 'fish, csh or no shell as login shell', async () => {
    const seen: string[] = [];
    for (const shell of ['/usr/bin/fish', '/bin/tcsh', '/bin/rbash', '/usr/sbin/nologin']) {
      expect(existsSync(shell)).toBe(true);
      const who = createTestUser(shell);
      try {
        const transport = to({}, undefined, sshd, who);
        if (shell.endsWith('nologin')) seen.push(await hostErrorOf(listJvms(transport, never)).then(({ message }) => english(message)));
        else seen.push(`${path.basename(shell)} ${(await captureCommand(transport, ['printf', '%s\n', "it's; $(x) `y` !z", 'the end'])).seen}`);
      } finally {
        who.remove();
      }
    }
    expect(seen.slice(0, 3)).toEqual(['fish complete', 'tcsh complete', 'rbash complete']);
    expect(seen[3]).toContain('did not run `sh`');
    return seen.join('; ');
  });

  fault(16, 'processes of other users', async () => {
    await startJava();
    const mine = await startJava({ user: { uid: user.uid, gid: user.gid } });
    const { jvms, hidden } = await listJvms(to(), never);
    expect(jvms.map(({ pid }) => pid)).toContain(mine.pid);
    expect(hidden).toBeGreaterThan(0);
    return `${jvms.length} JVM listed, ${hidden} processes hidden`;
  });

  fault(17, 'the JVM ends during a series', async () => {
    const java = await startJava();
    const host = await openTestHost();
    const { id } = await host.call('capture.start', { processes: [{ target: 'local:', pid: java.pid }], kinds: ['thread-dump'], rounds: 3, intervalMs: 2500, caseId: null, caseName: null, outFolder: null, allowSteps: [] });
    await waitForJob(host, id, ({ steps }) => steps[0]?.state === 'done');
    await java.kill();
    const { state, steps } = await waitForJob(host, id);
    const seen = steps.map((step) => `${step.state}${step.because === null ? '' : ` (${english(step.because)})`}`);
    expect([state, ...steps.map((step) => step.because?.key ?? step.state)]).toEqual(['partial', 'done', 'step.process-gone', 'step.process-gone']);
    return seen.join('; ');
  });

  fault(18, 'the pid is taken by another process between rounds', async ({ skip }) => {
    const java = await startJava();
    const host = await openTestHost();
    const { id } = await host.call('capture.start', { processes: [{ target: 'local:', pid: java.pid }], kinds: ['thread-dump'], rounds: 2, intervalMs: 4000, caseId: null, caseName: null, outFolder: null, allowSteps: [] });
    await waitForJob(host, id, ({ steps }) => steps[0]?.state === 'done');
    await java.kill();
    // The kernel gives the next pid after this one to the next process; others start processes too, so a few tries.
    const taken = execFileSync('sh', ['-c', 'echo $$ > /proc/sys/kernel/ns_last_pid || { echo not allowed; exit; }; n=0; while [ $n -lt 400 ]; do n=$((n+1)); echo $(($1 - 1)) > /proc/sys/kernel/ns_last_pid; sleep 30 >/dev/null 2>&1 & [ $! = $1 ] && { echo taken; exit; }; kill $!; done', 'sh', String(java.pid)], { encoding: 'utf8' });
    if (taken === 'not allowed\n') skip('this kernel lets nobody choose a pid here');
    expect(taken).toBe('taken\n');
    const { steps } = await waitForJob(host, id);
    process.kill(java.pid);
    expect(steps.map((step) => step.because?.key ?? step.state)).toEqual(['done', 'step.process-replaced']);
    return steps.map((step) => `${step.state}${step.because === null ? '' : ` (${english(step.because)})`}`).join('; ');
  });

  fault(19, 'a hung JVM on which jcmd never attaches', async () => {
    const java = await startJava({ user: { uid: user.uid, gid: user.gid }, stdoutFile: path.join(home.folder, 'console') });
    process.kill(java.pid, 'SIGSTOP');
    const { seen } = await captureCommand(to(), ['jcmd', String(java.pid), 'Thread.print', '-l'], { timeoutMs: 3000 });
    process.kill(java.pid, 'SIGCONT');
    await wait(500);
    const left = execFileSync('sh', ['-c', `ps -u ${user.name} -o args= | grep -c "[T]hread.print" || true`], { encoding: 'utf8' }).trim();
    expect(seen).toMatch(/^partial: timeout/);
    expect(left).toBe('0');
    const { steps } = await (await openTestHost()).call('capture.plan', { processes: [{ target: 'local:', pid: java.pid }], kinds: ['thread-dump'], rounds: 1, intervalMs: 0, avoidAttach: true });
    expect(steps.map(({ alternative }) => alternative)).toEqual(['sigquit']);
    return `${seen}; no jcmd left running there; offered instead: ${steps[0]?.command}`;
  });

  fault(20, 'SIGQUIT asked for with -Xrs, or for what is no JVM', async () => {
    const local = createLocalTransport();
    const reduced = await startJava({ options: ['-Xrs'] });
    const seen = await Promise.all([reduced.pid, process.pid].map(async (pid) => {
      const facts = await readProcessFacts(local, pid, never);
      return facts !== null && sigquitIsSafe(facts) ? 'would be sent' : 'refused before sending';
    }));
    expect(seen).toEqual(['refused before sending', 'refused before sending']);
    expect(reduced.child.exitCode).toBeNull();
    return `-Xrs: ${seen[0]}, no JVM: ${seen[1]}; both still run`;
  });

  fault(21, 'the disk of the target is full; nothing of ours is written there or left running', async ({ skip }) => {
    const who = createTestUser();
    try {
      if (!run('mount', ['-t', 'tmpfs', '-o', `size=64k,uid=${who.uid}`, 'tmpfs', who.home])) skip('no file system of its own may be mounted here');
      run('dd', ['if=/dev/zero', `of=${path.join(who.home, 'fills-it')}`]);
      expect(() => writeFileSync(path.join(who.home, 'more'), 'x'.repeat(9000))).toThrow('ENOSPC');
      const java = await startJava({ user: { uid: who.uid, gid: who.gid } });
      const folders = [who.home, os.tmpdir(), '/var/tmp', '/dev/shm'];
      const theirs = (): string[] => folders.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name))).filter((file) => statSync(file, { throwIfNoEntry: false })?.uid === who.uid);
      const transport = to({}, undefined, sshd, who);
      const before = theirs();
      await transport.probe(['jcmd', 'lsof'], never);
      const { seen } = await captureCommand(transport, ['jcmd', String(java.pid), 'Thread.print', '-l'], { endMarker: /JNI global ref/ });
      await listJvms(transport, never);
      await transport.close();
      await wait(500);
      // The attach socket and the performance data are the JVMs' own.
      const added = theirs().filter((file) => !before.includes(file) && !/\.java_pid\d+$|\.attach_pid\d+$|hsperfdata_/.test(file));
      const running = execFileSync('ps', ['-u', who.name, '-o', 'args='], { encoding: 'utf8' }).split('\n').filter((args) => args.trim() !== '' && !args.includes('TinyShop'));
      expect(seen).toBe('complete');
      expect([added, running]).toEqual([[], []]);
      await java.kill();
      return `0 files, 0 processes after a capture (${seen})`;
    } finally {
      run('umount', [who.home]);
      who.remove();
    }
  });

  fault(33, 'this computer sleeps during a capture (this process is stopped for 10 s)', async () => {
    const { kept, seen } = await captureCommand(to(), ['sh', '-c', 'echo early; sleep 2; echo the end'], {
      onBytes: (bytes) => void (bytes === 6 && spawn('sh', ['-c', 'kill -STOP $1; sleep 10; kill -CONT $1', 'sh', String(process.pid)], { stdio: 'ignore' })),
    });
    expect(kept).toBe('early\nthe end\n');
    expect(seen).toMatch(/^partial: clock-jump, the clock of this computer jumped by (9|1\d) s$/);
    return seen;
  });
});
