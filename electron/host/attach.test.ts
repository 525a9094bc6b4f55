import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { attachAlternatives } from '../../shared/collect/attach.ts';
import { message } from '../../shared/base/message.ts';
import { HAS_JAVA, startJava } from './testing/start-java.ts';
import { createLocalTransport } from './transports/local/local-transport.ts';
import { runAndCollect, type Collected } from './transports/testing/run-and-collect.ts';

const like = { id: 'attach', impact: 'medium', effect: message('e'), worstCase: message('w'), timeoutMs: 10_000, endMarker: null } as const;
const RUNGS = attachAlternatives(like, ['threaddump', '-l']);
const onPath = (tool: string): boolean => (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, tool)));

function run(rung: (typeof RUNGS)[number] | undefined, pid: number): Promise<Collected> {
  if (rung?.obtain.by !== 'command') throw new TypeError('not a command');
  return runAndCollect(createLocalTransport(), rung.obtain.argv({ pid, requestSource: null }), { stdin: Buffer.from(rung.obtain.stdin ?? '') });
}

describe.skipIf(!HAS_JAVA || process.platform !== 'linux')('attaching without a JDK', () => {
  it.each(RUNGS.filter(({ needs }) => needs.every(onPath)).map((rung) => [rung.id, rung] as const))('[ATTACH-01] takes a whole dump: %s', { timeout: 30_000 }, async (_id, rung) => {
    const java = await startJava();
    const { outcome, stdout, stderr } = await run(rung, java.pid);
    expect({ outcome, stderr: stderr.toString() }).toEqual({ outcome: { exitStatus: 0, signal: null, end: 'exited', detail: '' }, stderr: '' });
    expect(stdout.toString()).toMatch(/^\d{4}-[^]*Full thread dump[^]*"checkout-0"[^]*Locked ownable synchronizers[^]*JNI global ref/);
    expect([`/proc/${java.pid}/cwd`, '/tmp'].flatMap((folder) => readdirSync(folder)).filter((name) => name === `.attach_pid${java.pid}`)).toEqual([]);
  });

  it('[ATTACH-02] signals nothing that is not a HotSpot JVM or does not catch the signal', { timeout: 30_000 }, async () => {
    const rung = RUNGS.find(({ needs }) => needs.every(onPath));
    const own = await run(rung, process.pid);
    expect(own.outcome.exitStatus).toBe(1);
    expect(own.stderr.toString()).toContain('not a HotSpot JVM');
    const java = await startJava({ options: ['-Xrs'] });
    // It listens from its start; were that socket gone, only the signal would be left.
    expect((await run(rung, java.pid)).outcome.exitStatus).toBe(0);
    rmSync(`/tmp/.java_pid${java.pid}`);
    const refused = await run(rung, java.pid);
    expect(refused.stderr.toString()).toContain('SIGQUIT is not caught');
    await new Promise((wake) => setTimeout(wake, 300));
    expect([java.child.exitCode, java.child.signalCode]).toEqual([null, null]);
  });
});
