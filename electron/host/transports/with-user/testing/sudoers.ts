import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';

/** sudo must be there and this process root, to write a rule for a test user. Such tests skip by name without, but never in CI. */
export const withoutSudo: boolean = (process.getuid?.() !== 0 || !existsSync('/usr/bin/sudo')) && process.env['CI'] !== 'true';

/** Lets a user run everything by sudo until the returned function is called. `defaults`: a setting of sudo for that user. */
export function allowSudo(user: string, how: 'with password' | 'without password', defaults: string | null = null): () => void {
  const file = `/etc/sudoers.d/${user}`;
  mkdirSync('/etc/sudoers.d', { recursive: true });
  writeFileSync(file, `${user} ALL=(ALL:ALL) ${how === 'without password' ? 'NOPASSWD: ' : ''}ALL\n${defaults === null ? '' : `Defaults:${user} ${defaults}\n`}`, { mode: 0o440 });
  return () => rmSync(file, { force: true });
}
