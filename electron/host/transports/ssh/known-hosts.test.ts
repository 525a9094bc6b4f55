import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UnreadableKnownHosts, appendKnownHost, readKnownHosts } from './known-hosts-files.ts';
import { fingerprintOf, judgeHostKey, keyTypeOf, knownKeyTypes, parseKnownHosts, recordedNames } from './known-hosts.ts';

function keyBlob(type: string, body: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return Buffer.concat([length, Buffer.from(type), Buffer.from(body)]);
}
const A = keyBlob('ssh-ed25519', 'A'.repeat(36));
const B = keyBlob('ssh-ed25519', 'B'.repeat(36));
const R = keyBlob('ssh-rsa', 'R'.repeat(60));
const line = (hosts: string, key: Buffer): string => `${hosts} ${keyTypeOf(key)} ${key.toString('base64')}`;
const judge = (text: string, host: string, port: number, key: Buffer) => judgeHostKey(parseKnownHosts(text, 'kh').entries, recordedNames(host, port), key);

describe('known_hosts', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'borescope-kh-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('[SSH-10] trusts a recorded key and knows nothing of other hosts', () => {
    expect(judge(line('web-1', A), 'web-1', 22, A)).toEqual({ verdict: 'trusted' });
    expect(judge(line('web-1', A), 'WEB-1', 22, A)).toEqual({ verdict: 'trusted' });
    expect(judge(line('web-1', A), 'web-2', 22, A)).toEqual({ verdict: 'unknown' });
    expect(judge('', 'web-1', 22, A)).toEqual({ verdict: 'unknown' });
  });

  it('[SSH-11] calls another key changed and names file and line', () => {
    expect(judge(`# note\n\n${line('web-1', A)}\n`, 'web-1', 22, B)).toEqual({ verdict: 'changed', file: 'kh', line: 3 });
    expect(judge(line('web-1', R), 'web-1', 22, A)).toEqual({ verdict: 'changed', file: 'kh', line: 1 });
    expect(judge(`${line('web-1', B)}\n${line('web-1', A)}`, 'web-1', 22, A)).toEqual({ verdict: 'trusted' });
  });

  it('[SSH-12] keeps ports apart, but trusts the bare name\'s equal key on another port', () => {
    const text = line('[web-1]:2222', A);
    expect(judge(text, 'web-1', 2222, A)).toEqual({ verdict: 'trusted' });
    expect(judge(text, 'web-1', 2222, B)).toMatchObject({ verdict: 'changed' });
    expect(judge(text, 'web-1', 22, A)).toEqual({ verdict: 'unknown' });
    expect(judge(line('web-1', A), 'web-1', 2222, A)).toEqual({ verdict: 'trusted' });
    expect(judge(line('web-1', A), 'web-1', 2222, B)).toEqual({ verdict: 'unknown' });
  });

  it('[SSH-13] matches wildcards and negation', () => {
    const text = line('*.acme.test,!db.acme.test,10.0.0.?', A);
    expect(judge(text, 'web.acme.test', 22, A)).toEqual({ verdict: 'trusted' });
    expect(judge(text, 'db.acme.test', 22, A)).toEqual({ verdict: 'unknown' });
    expect(judge(text, '10.0.0.7', 22, A)).toEqual({ verdict: 'trusted' });
    expect(judge(text, '10.0.0.77', 22, A)).toEqual({ verdict: 'unknown' });
    expect(judge(line('*a*a*a*a*a*a*b', A), 'a'.repeat(2000), 22, A)).toEqual({ verdict: 'unknown' });
  });

  it('[SSH-14] refuses a revoked key, even where another line trusts it', () => {
    const text = `${line('web-1', A)}\n@revoked ${line('*', A)}`;
    expect(judge(text, 'web-1', 22, A)).toEqual({ verdict: 'revoked', file: 'kh', line: 2 });
    expect(judge(text, 'web-1', 2222, A)).toEqual({ verdict: 'revoked', file: 'kh', line: 2 });
    expect(judge(`${line('web-1', B)}\n@revoked ${line('*', A)}`, 'web-1', 22, B)).toEqual({ verdict: 'trusted' });
  });

  it('[SSH-15] never trusts a key by an authority or a revoked line', () => {
    expect(judge(`@cert-authority ${line('*', A)}`, 'web-1', 22, A)).toEqual({ verdict: 'unknown' });
    expect(judge(`@revoked ${line('web-1', B)}`, 'web-1', 22, A)).toEqual({ verdict: 'unknown' });
  });

  it('[SSH-16] skips malformed lines and lists them', () => {
    const text = ['web-1', 'web-1 ssh-ed25519', 'web-1 ssh-ed25519 ***', `web-1 ssh-rsa ${A.toString('base64')}`, `@odd ${line('web-1', A)}`, 'web-1 1024 35 123', `|2|x|y ssh-ed25519 ${A.toString('base64')}`, line('web-1', A)].join('\r\n');
    const { entries, malformed } = parseKnownHosts(text, 'kh');
    expect(entries).toHaveLength(1);
    expect(malformed.map((bad) => bad.line)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(malformed.every((bad) => bad.why.length > 5 && bad.file === 'kh')).toBe(true);
  });

  it('[SSH-17] asks for the recorded key types first', () => {
    const { entries } = parseKnownHosts(`${line('web-1', R)}\n${line('*', A)}\n@revoked ${line('web-1', keyBlob('ecdsa-sha2-nistp256', 'x'))}`, 'kh');
    expect(knownKeyTypes(entries, recordedNames('web-1', 22))).toEqual(['ssh-rsa', 'ssh-ed25519']);
    expect(knownKeyTypes(entries, recordedNames('web-1', 2200))).toEqual(['ssh-rsa', 'ssh-ed25519']);
  });

  it.skipIf(!existsSync('/usr/bin/ssh-keygen'))('[SSH-18] agrees with ssh-keygen on hashed names and fingerprints', () => {
    const key = path.join(folder, 'key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    const [type, base64] = readFileSync(`${key}.pub`, 'utf8').split(' ');
    const blob = Buffer.from(base64 ?? '', 'base64');
    const file = path.join(folder, 'hashed');
    writeFileSync(file, `web-1 ${type} ${base64}\n[web-1]:2222 ${type} ${base64}\n`);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('web-1');
    expect(judge(text, 'web-1', 22, blob)).toEqual({ verdict: 'trusted' });
    expect(judge(text, 'web-1', 2222, blob)).toEqual({ verdict: 'trusted' });
    expect(judge(text, 'web-1', 2222, A)).toMatchObject({ verdict: 'changed', line: 2 });
    expect(judge(text, 'web-2', 22, blob)).toEqual({ verdict: 'unknown' });
    expect(execFileSync('ssh-keygen', ['-l', '-f', `${key}.pub`], { encoding: 'utf8' })).toContain(fingerprintOf(blob));
  });

  it('[SSH-19] reads several files, treats a missing one as empty and fails closed on an unreadable one', async () => {
    const file = path.join(folder, 'own', 'known_hosts');
    expect(await readKnownHosts([file])).toEqual({ entries: [], malformed: [] });
    await appendKnownHost(file, recordedNames('Web-1', 2222).name, A);
    await appendKnownHost(file, 'web-2', B);
    expect(readFileSync(file, 'utf8')).toBe(`[web-1]:2222 ssh-ed25519 ${A.toString('base64')}\nweb-2 ssh-ed25519 ${B.toString('base64')}\n`);
    const { entries } = await readKnownHosts([path.join(folder, 'none'), file]);
    expect(judgeHostKey(entries, recordedNames('web-1', 2222), A)).toEqual({ verdict: 'trusted' });
    await expect(readKnownHosts([file, folder])).rejects.toBeInstanceOf(UnreadableKnownHosts);
  });
});
