import { describe, expect, it } from 'vitest';
import { openTestHost } from './testing/open-test-host.ts';
import { HAS_JAVA, startJava } from './testing/start-java.ts';
import { waitForJob } from './testing/wait-for-job.ts';
import { createTranscript } from './transcript.ts';
import { runAndCollect } from './transports/testing/run-and-collect.ts';
import { createLocalTransport } from './transports/local/local-transport.ts';

describe('the transcript of what was run on a target', () => {
  it.skipIf(!HAS_JAVA)('[SCRIPT-01] holds every command of a capture, as it ran and as it ended', async () => {
    const java = await startJava();
    const host = await openTestHost();
    const { id } = await host.call('capture.start', { processes: [{ target: 'local:', pid: java.pid }], kinds: ['thread-dump', 'open-files'], rounds: 1, intervalMs: 0, caseId: null, caseName: null, outFolder: null, allowSteps: [] });
    await waitForJob(host, id);
    const commands = await host.call('targets.transcript', { uri: 'local:' });
    expect(commands.find(({ command }) => command === `jcmd ${java.pid} Thread.print -l`)).toMatchObject({ end: 'exited', exitStatus: 0 });
    expect(commands).toContainEqual(expect.objectContaining({ command: `sh -s -- ${java.pid}`, stdinBytes: expect.any(Number) as number, end: 'exited', exitStatus: 0 }));
    expect(await host.call('targets.transcript', { uri: 'ssh://elsewhere' })).toEqual([]);
  });

  it('[SCRIPT-02] tells failures and missing programs, and counts standard input without keeping it', async () => {
    const transcript = createTranscript();
    const transport = transcript.recorded(createLocalTransport());
    await runAndCollect(transport, ['sh', '-c', 'cat >/dev/null; exit 3'], { stdin: Buffer.from('secret') });
    await runAndCollect(transport, ['borescope-no-such-command', 'it is']);
    expect(transcript.of('local:')).toMatchObject([
      { command: "sh -c 'cat >/dev/null; exit 3'", stdinBytes: 6, end: 'exited', exitStatus: 3 },
      { command: "borescope-no-such-command 'it is'", end: 'not-started', exitStatus: null },
    ]);
    expect(JSON.stringify(transcript.of('local:'))).not.toContain('secret');
  });
});
