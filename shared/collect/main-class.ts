/** Options of the java launcher whose value is the next word. */
const TAKES_VALUE = new Set([
  '-cp', '-classpath', '--class-path', '-p', '--module-path', '--upgrade-module-path', '--add-modules', '--add-reads', '--add-exports', '--add-opens',
  '--patch-module', '--limit-modules', '--source', '--enable-native-access', '--illegal-native-access', '--describe-module', '-d',
]);

/** Options of jsvc, which starts daemons such as Tomcat, whose value is the next word. */
const JSVC_TAKES_VALUE = new Set(['-cp', '-classpath', '-home', '-java-home', '-user', '-pidfile', '-outfile', '-errfile', '-procname', '-umask', '-cwd', '-wait', '-keepstdin']);

const QUALIFIED_NAME = /^[\p{L}_$][\p{L}\p{N}_$]*(\.[\p{L}_$][\p{L}\p{N}_$]*)*$/u;

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/**
 * Main class, jar file name or `module/Main` of a java command line, as `jps` would name it.
 * For another program that has a JVM inside, the program's own name. null when the words do not say:
 * an empty command line, or a main class that may stand in an `@argfile`.
 */
export function mainClassOf(argv: readonly string[]): string | null {
  const program = argv[0];
  if (program === undefined || program === '') return null;
  const launcher = baseName(program).replace(/\.exe$/i, '');
  if (launcher.startsWith('jsvc')) return firstOperand(argv.slice(1), JSVC_TAKES_VALUE) ?? launcher;
  if (!/^javaw?$/.test(launcher)) return launcher;
  return firstOperand(argv.slice(1), TAKES_VALUE);
}

function firstOperand(words: readonly string[], takesValue: ReadonlySet<string>): string | null {
  let expandsArgFiles = true;
  let sawArgFile = false;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const next = words[i + 1];
    if (word === '--disable-@files') expandsArgFiles = false;
    else if (word === '-jar') return next === undefined ? null : baseName(next);
    else if (word === '-m' || word === '--module') return next ?? null;
    else if (word.startsWith('--module=')) return word.slice('--module='.length);
    else if (takesValue.has(word)) i += 1;
    else if (word.startsWith('@') && !word.startsWith('@@') && expandsArgFiles) sawArgFile = true;
    else if (!word.startsWith('-')) return operandName(word, sawArgFile);
  }
  return null;
}

/** The main class, or null: behind an `@argfile` the word may be the program's own argument. */
function operandName(word: string, sawArgFile: boolean): string | null {
  if (word.endsWith('.java')) return baseName(word);
  if (!sawArgFile) return word;
  return QUALIFIED_NAME.test(word) && word.includes('.') ? word : null;
}
