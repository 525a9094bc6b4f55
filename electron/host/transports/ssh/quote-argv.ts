/** Words that every login shell, also fish and csh, leaves alone. */
const PLAIN_WORD = /^[A-Za-z0-9_./:,+-][A-Za-z0-9_./:,@%+=-]*$/;
const PLAIN_PROGRAM = /^[A-Za-z0-9_./+-]+$/;
/** Programs that some shell would take for its own syntax. */
const SHELL_WORDS = new Set('and begin break builtin case command continue coproc default do done elif else end endif endsw esac eval exec exit fi for foreach function goto if in not or return select set source switch then time trap until while . -'.split(' '));

/**
 * The one place where argv becomes a command line. Whatever login shell reads it (sh, bash, zsh, fish, csh), the program gets argv unchanged.
 * Plain words stay readable. Anything else travels as octal inside a line that holds none of the characters on whose quoting
 * the shells disagree (backslash pairs, `!`, line ends), is turned back by sh, and runs by `exec`, so that no builtin stands in for the program.
 */
export function quoteArgv(argv: readonly [string, ...string[]]): string {
  if (argv.some((word) => word.includes('\0'))) throw new TypeError('an argument cannot hold a NUL');
  const [program, ...rest] = argv;
  if (PLAIN_PROGRAM.test(program) && !SHELL_WORDS.has(program) && rest.every((word) => PLAIN_WORD.test(word))) return argv.join(' ');
  const posix = `exec ${argv.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ')}`;
  const octal = Array.from(Buffer.from(posix), (byte) => String.raw`\0${byte.toString(8).padStart(3, '0')}`).join('');
  return `sh -c 'eval "$(printf %b "${octal}")"'`;
}
