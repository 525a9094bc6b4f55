import { describe, expect, it } from 'vitest';
import type { CaseId, JobId, PromptId } from '../../../shared/base/ids.ts';
import { message } from '../../../shared/base/message.ts';
import type { CapturePlan, PlanStep } from '../../../shared/collect/plan.ts';
import type { CaseView, JobState, JobStep, Prompt } from '../../../shared/host-api/views.ts';
import { HostError } from '../../../shared/host-api/host-error.ts';
import { createFakeHost, type FakeHost } from '../testing/fake-host.ts';
import { runCommand, type CommandRun } from '../testing/run-command.ts';
import { typeInto } from './ask-terminal.ts';
import type { CliHost } from './context.ts';

const HIGH: PlanStep = {
  id: 'p1#heap-histogram', target: 'local:', pid: 7, processName: 'Shop', kind: 'heap-histogram', alternative: 'jcmd', command: 'jcmd 7 GC.class_histogram',
  script: null, impact: 'high', effect: message('x'), worstCase: message('a full collection'), allowed: false, skipped: [],
};
const MEDIUM: PlanStep = { ...HIGH, id: 'p1#thread-dump', kind: 'thread-dump', command: 'jcmd 7 Thread.print -l', impact: 'medium', allowed: true };
const PLAN: CapturePlan = { steps: [MEDIUM, HIGH], rounds: 1, intervalMs: 0, impossible: [] };
const STEP: JobStep = { id: 'p1#thread-dump', target: 'local:', pid: 1, kind: 'thread-dump', label: 'thread-dump', round: 1, state: 'done', bytes: 10, startedAt: null, endedAt: null, because: null, capture: null };
const jvm = (pid: number, mainClass: string) => ({ pid, mainClass, user: 'shop', uptimeMs: 1000, startTicks: '1', commandLine: `java ${mainClass}` });

interface Script {
  readonly state?: JobState;
  readonly plan?: CapturePlan;
  readonly asks?: Prompt;
}

/** A host whose job ends in `state` soon after it began, or when cancelled. */
function scripted({ state = 'done', plan = PLAN, asks }: Script): { host: CliHost; fake: FakeHost } {
  const view = (now: JobState) => ({ id: 'j1' as JobId, caseId: 'c' as CaseId, title: message('t'), state: now, steps: [STEP] });
  const end = (now: JobState): void => fake.emit('job.changed', { job: view(now) });
  const fake = createFakeHost({
    'targets.jvms': async ({ uri }) => {
      if (asks) {
        fake.emit('prompt.opened', { id: 'q1' as PromptId, prompt: asks });
        while (!fake.calls.some(({ name }) => name === 'prompts.answer')) await new Promise((resolve) => setTimeout(resolve, 5));
      }
      if (uri === 'ssh://gone') throw new HostError({ code: 'unreachable', message: message('error.target-silent', { target: uri }), next: null, details: '' });
      return { target: uri, jvms: [jvm(7, 'com.acme.Shop'), jvm(8, 'com.acme.Stock')], hidden: 2 };
    },
    'prompts.answer': () => Promise.resolve(null),
    'capture.plan': () => Promise.resolve(plan),
    'capture.start': () => {
      if (state !== 'cancelled') setTimeout(() => end(state), 10);
      return Promise.resolve(view('running'));
    },
    'cases.view': () => Promise.resolve({ captures: [{ target: 'ssh://web-1', clock: { begin: { offsetMs: 300_000, uncertaintyMs: 12 }, end: null } }] } as unknown as CaseView),
    'jobs.cancel': () => {
      setTimeout(() => end('cancelled'), 10);
      return Promise.resolve(null);
    },
  });
  return { fake, host: Object.assign(fake, { close: () => Promise.resolve() }) };
}

function capture(script: Script, argv: readonly string[], more: { typed?: string; interrupt?: AbortSignal } = {}): Promise<CommandRun & { allowed: unknown; processes: unknown; answer: unknown }> {
  const { host, fake } = scripted(script);
  return runCommand(argv, { dataFolder: '/nowhere', host, ...more }).then((run) => {
    const input = (name: string): Record<string, unknown> | undefined => fake.calls.find((call) => call.name === name)?.input as Record<string, unknown> | undefined;
    return { ...run, allowed: input('capture.start')?.['allowSteps'], processes: input('capture.plan')?.['processes'], answer: input('prompts.answer')?.['answer'] };
  });
}

const OUT = ['--out', '/tmp/never-made'];

describe('borescope capture', () => {
  it('[CLI-20] skips high impact without a terminal and says how to allow it', async () => {
    const run = await capture({}, ['capture', '--pid', '7', '--kinds', 'heap-histogram', ...OUT]);
    expect([run.code, run.allowed]).toEqual([0, []]);
    expect(run.stderr).toContain('--allow high');
  });

  it('[CLI-21] runs high impact with --allow high', async () => {
    expect((await capture({}, ['capture', '--pid', '7', '--allow', 'high', ...OUT])).allowed).toEqual([HIGH.id]);
  });

  it('[CLI-22] asks on a terminal for a kind named, takes only the whole word yes, and never asks for --all', async () => {
    expect((await capture({}, ['capture', '--pid', '7', '--kinds', 'heap-histogram', ...OUT], { typed: 'yes\n' })).allowed).toEqual([HIGH.id]);
    expect((await capture({}, ['capture', '--pid', '7', '--kinds', 'heap-histogram', ...OUT], { typed: 'y\n' })).allowed).toEqual([]);
    expect((await capture({}, ['capture', '--pid', '7', '--all', ...OUT], { typed: 'yes\n' })).allowed).toEqual([]);
  });

  it('[CLI-23] finds processes by number, by expression or by being the only one', async () => {
    expect((await capture({}, ['capture', '--pid', '7', '--pid', '8', ...OUT])).processes).toEqual([{ target: 'local:', pid: 7 }, { target: 'local:', pid: 8 }]);
    expect((await capture({}, ['capture', '--match', 'Stock$', ...OUT])).processes).toEqual([{ target: 'local:', pid: 8 }]);
    const several = await capture({}, ['capture', ...OUT]);
    expect([several.code, several.stderr.includes('7 com.acme.Shop, 8 com.acme.Stock')]).toEqual([2, true]);
    expect((await capture({}, ['capture', '--match', 'Nothing', ...OUT])).code).toBe(3);
    expect((await capture({}, ['capture', '--match', '(', ...OUT])).code).toBe(2);
    expect((await capture({}, ['capture', '--pid', '7', '--match', 'x', ...OUT])).code).toBe(2);
    expect((await capture({}, ['capture', '--pid', '7; rm', ...OUT])).code).toBe(2);
    expect((await capture({}, ['capture', '--pid', '7', '--kinds', 'nonsense', ...OUT])).code).toBe(2);
  });

  it('[CLI-27] captures from several targets at once, and ends with 4 when one had to be left out', async () => {
    const both = await capture({}, ['capture', '--target', 'ssh://a', 'ssh://b', '--match', 'Shop', ...OUT]);
    expect([both.code, both.processes]).toEqual([0, [{ target: 'ssh://a', pid: 7 }, { target: 'ssh://b', pid: 7 }]]);
    const one = await capture({}, ['capture', '--target', 'ssh://a', '--target', 'ssh://gone', '--match', 'Shop', ...OUT]);
    expect([one.code, one.processes]).toEqual([4, [{ target: 'ssh://a', pid: 7 }]]);
    expect(one.stderr).toContain('ssh://gone is left out: ssh://gone did not answer.');
    expect((await capture({}, ['capture', '--target', 'ssh://a', 'ssh://b', '--pid', '7', ...OUT])).code).toBe(2);
  });

  it('[CLI-26] tells of a target whose clock is off', async () => {
    expect((await capture({}, ['capture', '--pid', '7', ...OUT])).stderr).toContain('The clock of ssh://web-1 is 5 min 0 s ahead of this computer’s (± 12 ms).');
  });

  it('[CLI-24] ends with 4 for a partial or failed capture and when nothing can be had', async () => {
    expect((await capture({ state: 'partial' }, ['capture', '--pid', '7', ...OUT])).code).toBe(4);
    expect((await capture({ state: 'failed' }, ['capture', '--pid', '7', ...OUT])).code).toBe(4);
    expect((await capture({ plan: { ...PLAN, steps: [] } }, ['capture', '--pid', '7', ...OUT])).code).toBe(4);
  });

  it('[CLI-25] cancels the job on an interrupt, waits for what came and ends with 130', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const run = await capture({ state: 'cancelled' }, ['capture', '--pid', '7', ...OUT], { interrupt: stop.signal });
    expect(run.code).toBe(130);
    expect(run.stderr).toContain('what arrived is kept');
  });

  it('[CLI-26] shows progress only on a terminal', async () => {
    expect((await capture({}, ['capture', '--pid', '7', ...OUT])).stderr).not.toContain('\r');
    expect((await capture({}, ['capture', '--pid', '7', ...OUT], { typed: '' })).stderr).toContain('\r');
  });
});

describe('questions of the host', () => {
  const key: Prompt = { type: 'host-key', host: 'web-1', port: 22, keyType: 'ssh-ed25519', fingerprint: 'SHA256:abc' };
  const password: Prompt = { type: 'secret', purpose: 'password', for: 'shop@web-1', attempt: 1 };

  it('[CLI-27] refuses an unknown host key without a terminal, with --host-key strict, and by anything but yes', async () => {
    const plain = await capture({ asks: key }, ['targets', 'ssh://web-1']);
    expect(plain.answer).toEqual({ type: 'refused' });
    expect(plain.stderr).toContain('SHA256:abc');
    expect((await capture({ asks: key }, ['targets', 'ssh://web-1', '--host-key', 'strict'], { typed: 'yes\n' })).answer).toEqual({ type: 'refused' });
    expect((await capture({ asks: key }, ['targets', 'ssh://web-1'], { typed: '\n' })).answer).toEqual({ type: 'refused' });
    expect((await capture({ asks: key }, ['targets', 'ssh://web-1'], { typed: 'yes\n' })).answer).toEqual({ type: 'yes' });
    expect((await capture({ asks: key }, ['targets', 'ssh://web-1', '--host-key', 'accept-new'])).answer).toEqual({ type: 'yes' });
  });

  it('[CLI-28] takes a secret from the terminal without showing it, and refuses where there is none', async () => {
    const asked = await capture({ asks: password }, ['targets', 'ssh://web-1'], { typed: 'hunter3\u007f2\r' });
    expect(asked.answer).toEqual({ type: 'secret', value: 'hunter2' });
    expect(asked.stderr + asked.stdout).not.toContain('hunter');
    expect((await capture({ asks: password }, ['targets', 'ssh://web-1'])).answer).toEqual({ type: 'refused' });
    expect((await capture({ asks: password }, ['targets', 'ssh://web-1'], { typed: 'abc\u0003' })).answer).toEqual({ type: 'refused' });
  });

  it('[CLI-29] shows a server\'s question without obeying its control characters', async () => {
    const asks: Prompt = { type: 'keyboard-interactive', for: 'x', instruction: 'hi\u001b[2J', questions: [{ text: 'Code\u001b[31m:', echo: true }] };
    const run = await capture({ asks }, ['targets', 'ssh://web-1'], { typed: '123\n' });
    expect(run.answer).toEqual({ type: 'answers', values: ['123'] });
    expect(run.stderr.replaceAll('\r\u001b[2K', '')).not.toContain('\u001b');
  });

  it('[CLI-30] edits a line as it is typed', () => {
    expect(typeInto('ab', '\u007f\u007f\u007fx')).toEqual({ line: 'x', done: false, cancelled: false });
    expect(typeInto('ab', '\u0015c\r')).toEqual({ line: 'c', done: true, cancelled: false });
    expect(typeInto('', '\u0004')).toEqual({ line: '', done: true, cancelled: true });
  });
});
