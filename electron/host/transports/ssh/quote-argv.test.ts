import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteArgv } from './quote-argv.ts';

const NASTY = ['', ' ', "'", '"', '\\', '\\\\', "\\'", '$', '$(id)', '`id`', '!', '!!', '\n', '\r', '\t', '*', '?', '[a]', '{a,b}', '~', '~root', '%s', '%', '=ls', '^', '#', ';', '&', '|', '<', '>', '(', ')', '-n', '--', '\u0001', '\u007f', '한글', '\u{1f600}', 'a=b', '@x', '+', ':'];
const word = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom(...NASTY), fc.array(fc.constantFrom(...NASTY), { maxLength: 6 }).map((parts) => parts.join('')));
// A lone surrogate is no text, and a NUL cannot be in argv.
const argument = word.filter((text) => !text.includes('\0') && !/\p{Surrogate}/u.test(text));
/** More by the environment: `ARGUMENT_VECTORS=100000`. */
const VECTORS = Number(process.env['ARGUMENT_VECTORS'] ?? 2000);
const argvs = fc.sample(fc.array(argument, { minLength: 1, maxLength: 6 }), { numRuns: VECTORS, seed: 20_240_607 });
const SEPARATOR = 'borescope-next-vector';
/** The shell, and the words that start it. */
const SHELLS: readonly (readonly [string, ...string[]])[] = [['/bin/dash'], ['/bin/bash'], ['/bin/busybox', 'sh'], ['/usr/bin/fish'], ['/bin/tcsh'], ['/usr/bin/zsh'], ['/bin/ksh']];
const IN_CI = ['/bin/dash', '/bin/bash', '/bin/busybox', '/usr/bin/fish', '/bin/tcsh'];
const isMissing = (shell: string): boolean => !existsSync(shell) && !(process.env['CI'] === 'true' && IN_CI.includes(shell));

/** What the arguments of printf are after the shell read the quoted line. */
function throughShell([shell, ...start]: readonly [string, ...string[]], words: readonly string[]): string[] {
  const { stdout, stderr } = spawnSync(shell, [...start, '-c', quoteArgv(['/usr/bin/printf', String.raw`%s\0`, ...words])], { encoding: 'utf8', maxBuffer: 1 << 26 });
  expect(stderr).toBe('');
  return stdout.split('\0').slice(0, -1);
}

describe('quoteArgv', () => {
  for (const shell of SHELLS) {
    it.skipIf(isMissing(shell[0]))(`[SSH-01] hands ${VECTORS.toLocaleString('en')} random argument vectors unchanged through ${shell.join(' ')}`, { timeout: 20_000 + VECTORS * 10 }, () => {
      // Fifty vectors a run, parted by a word of their own: quoting knows no neighbours, and starting shells is slow.
      for (let from = 0; from < argvs.length; from += 50) {
        const words = argvs.slice(from, from + 50).flatMap((argv) => [...argv, SEPARATOR]);
        expect(throughShell(shell, words).join('\0')).toBe(words.join('\0'));
      }
    });
  }

  it('[SSH-02] keeps plain commands readable', () => {
    expect(quoteArgv(['timeout', '-k', '5', '32', 'jcmd', '4711', 'Thread.print', '-l'])).toBe('timeout -k 5 32 jcmd 4711 Thread.print -l');
    expect(quoteArgv(['sh', '-s', '--', '4711'])).toBe('sh -s -- 4711');
  });

  it('[SSH-03] uses no character on which shells disagree', () => {
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), (argv) => {
        expect(quoteArgv(argv as [string, ...string[]])).toMatch(/^[A-Za-z0-9_./:,@%+= -]*$|^sh -c 'eval "\$\(printf %b "[\\0-7]+"\)"'$/);
      }),
    );
  });

  it('[SSH-04] never hands a program name to a shell that takes it for syntax', () => {
    expect(quoteArgv(['time', 'x'])).toMatch(/^sh -c 'eval /);
    expect(quoteArgv(['A=b', 'x'])).toMatch(/^sh -c 'eval /);
  });

  it('[SSH-05] refuses a NUL', () => {
    expect(() => quoteArgv(['echo', 'a\0b'])).toThrow(TypeError);
  });
});
