import { Command, Option } from 'commander';
import { message } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import { formatTargetUri, parseTargetUri } from '../../../shared/collect/target-uri.ts';
import { analyze, type AnalyzeOptions } from './commands/analyze.ts';
import { capture, type CaptureOptions } from './commands/capture.ts';
import { debugContainer } from './commands/debug-container.ts';
import { detokenize, type DetokenizeOptions } from './commands/detokenize.ts';
import { showCase, type CaseOptions } from './commands/case.ts';
import { diff } from './commands/diff.ts';
import { doctor } from './commands/doctor.ts';
import { exportBundle, type ExportOptions } from './commands/export.ts';
import { flame, type FlameOptions } from './commands/flame.ts';
import { merge } from './commands/merge.ts';
import { report } from './commands/report.ts';
import { serve, type OpenBrowser, type OpenDoor, type ServeOptions } from './commands/serve.ts';
import { split, type SplitOptions } from './commands/split.ts';
import { targets, type TargetsOptions } from './commands/targets.ts';
import { verify } from './commands/verify.ts';
import type { CliContext, CliHost } from './context.ts';
import type { ExitCode } from './exit-codes.ts';
import { CAPTURE_KINDS, KNOWN_KINDS } from './known-kinds.ts';
import { collectPid, redactChoices, seconds, tableChoices, wholeNumber, wordList, type OutputOptions } from './options.ts';
import { answerPrompts, type HostKeyPolicy } from './terminal-prompts.ts';
import { UsageError } from './usage-error.ts';

export interface CliDoors {
  readonly openDoor: OpenDoor;
  readonly openBrowser: OpenBrowser;
}

interface ProgramParts {
  readonly context: CliContext;
  readonly doors: CliDoors;
  readonly version: string;
  /** Receives the exit code of the command that ran. */
  readonly done: (code: ExitCode) => void;
}

type Say = (key: string, params?: Readonly<Record<string, string>>) => string;

function sayer(translate: Translate): Say {
  return (key, params = {}) => translate(message(key, params));
}

/** Options that every command with a result has. */
function addOutput(command: Command, say: Say, formats = 'cli.opt.format'): Command {
  return command
    .option('--format <format>', say(formats))
    .option('--out <file>', say('cli.opt.out'))
    .addOption(new Option('--lang <language>', say('cli.opt.lang')).choices(['en', 'ko']));
}

function addReading(command: Command, say: Say, formats: string): Command {
  return addOutput(command, say, formats)
    .option('--redact', say('cli.opt.redact'))
    .option('--no-redact', say('cli.opt.no-redact-workbench'))
    .option('--redact-what <list>', say('cli.opt.redact-what'), redactChoices)
    .addOption(new Option('--fail-on <severity>', say('cli.opt.fail-on')).choices(['critical', 'warning']))
    .option('--rows <n>', say('cli.opt.rows'), wholeNumber(0))
    .option('--kind <kind>', say('cli.opt.kind', { known: KNOWN_KINDS.join(', ') }))
    .option('--no-repair', say('cli.opt.no-repair'));
}

function hostKeyOption(say: Say): Option {
  return new Option('--host-key <policy>', say('cli.opt.host-key')).choices(['strict', 'accept-new']);
}

interface TargetChoice {
  readonly hostKey?: HostKeyPolicy;
  /** `true`: without a name. */
  readonly sudo?: string | true;
}

function sudoOption(say: Say): Option {
  return new Option('--sudo [user]', say('cli.opt.sudo'));
}

/** The target with its commands run by sudo; as it was given where nothing was asked for, or where it is no target. */
function asUser(uri: string, sudo: TargetChoice['sudo']): string {
  const target = sudo === undefined ? null : parseTargetUri(uri);
  if (target === null) return uri;
  const spelled = formatTargetUri({ ...target, become: { by: 'sudo', user: sudo === true || sudo === undefined ? 'root' : sudo } });
  if (parseTargetUri(spelled) === null) throw new UsageError(message('cli.bad-user', { user: String(sudo) }));
  return spelled;
}

/** Runs a command that may ask: its host's questions go to the terminal meanwhile. */
async function asking(context: CliContext, policy: HostKeyPolicy | undefined, run: () => Promise<ExitCode>): Promise<ExitCode> {
  const host: CliHost = await context.host();
  const end = answerPrompts(context, host, policy ?? 'ask');
  try {
    return await run();
  } finally {
    end();
  }
}

function addReaders(program: Command, { context, done }: ProgramParts, say: Say): void {
  addReading(program.command('analyze').description(say('cli.analyze')).argument('<path...>', say('cli.arg.paths')), say, 'cli.opt.report-format')
    .option('--tables <list>', say('cli.opt.tables'), tableChoices)
    .action(async (paths: string[], options: AnalyzeOptions) => done(await analyze(context, paths, options)));
  addReading(program.command('diff').description(say('cli.diff')).argument('<before>', say('cli.arg.diff')).argument('[after...]', say('cli.arg.diff')), say, 'cli.opt.diff-format')
    .action(async (before: string, after: string[], options: AnalyzeOptions) => done(await diff(context, [before, ...after], options)));
  addReading(program.command('report').description(say('cli.report')).argument('<path...>', say('cli.arg.paths')), say, 'cli.opt.report-format')
    .option('--tables <list>', say('cli.opt.tables'), tableChoices)
    .action(async (paths: string[], options: AnalyzeOptions) => done(await report(context, paths, options)));
  program.command('flame').description(say('cli.flame')).argument('<path...>', say('cli.arg.paths'))
    .addOption(new Option('--format <format>', say('cli.opt.flame-format')).choices(['collapsed', 'speedscope']).default('collapsed'))
    .option('--out <file>', say('cli.opt.out'))
    .option('--pool <pattern>', say('cli.opt.pool'))
    .option('--thread <name>', say('cli.opt.thread'))
    .option('--busy', say('cli.opt.busy'))
    .option('--by-request', say('cli.opt.by-request'))
    .option('--no-repair', say('cli.opt.no-repair'))
    .addOption(new Option('--lang <language>', say('cli.opt.lang')).choices(['en', 'ko']))
    .action(async (paths: string[], options: FlameOptions) => done(await flame(context, paths, options)));
  addOutput(program.command('verify').description(say('cli.verify')).argument('<case>', say('cli.arg.case')), say)
    .action(async (folder: string, options: OutputOptions) => done(await verify(context, folder, options)));
}

/** What leaves this computer, what comes back, and what goes from case to case. */
function addHandingOn(program: Command, { context, done }: ProgramParts, say: Say): void {
  program.command('export').description(say('cli.export')).argument('<path...>', say('cli.arg.export'))
    .requiredOption('--out <file>', say('cli.opt.bundle-out'))
    .option('--redact', say('cli.opt.redact-usual'))
    .option('--no-redact', say('cli.opt.no-redact'))
    .option('--redact-what <list>', say('cli.opt.redact-what'), redactChoices)
    .addOption(new Option('--lang <language>', say('cli.opt.lang')).choices(['en', 'ko']))
    .action(async (paths: string[], options: ExportOptions) => done(await exportBundle(context, paths, options)));
  program.command('merge').description(say('cli.merge')).argument('<from>', say('cli.arg.merge-from')).argument('<into>', say('cli.arg.merge-into'))
    .addOption(new Option('--lang <language>', say('cli.opt.lang')).choices(['en', 'ko']))
    .action(async (from: string, into: string) => done(await merge(context, from, into)));
  program.command('split').description(say('cli.split-command')).argument('<case>', say('cli.arg.case-folder')).argument('<capture...>', say('cli.arg.split'))
    .requiredOption('--name <name>', say('cli.opt.split-name'))
    .option('--remove', say('cli.opt.split-remove'))
    .addOption(new Option('--lang <language>', say('cli.opt.lang')).choices(['en', 'ko']))
    .action(async (folder: string, captures: string[], options: SplitOptions) => done(await split(context, folder, captures, options)));
  addOutput(program.command('case').description(say('cli.case')).argument('<case>', say('cli.arg.case-folder')), say)
    .option('--name <name>', say('cli.opt.case-name'))
    .option('--tags <list>', say('cli.opt.case-tags'), wordList)
    .action(async (folder: string, options: CaseOptions) => done(await showCase(context, folder, options)));
  program.command('detokenize').description(say('cli.detokenize')).argument('<file>', say('cli.arg.detokenize'))
    .option('--out <file>', say('cli.opt.out'))
    .addOption(new Option('--lang <language>', say('cli.opt.lang')).choices(['en', 'ko']))
    .action(async (file: string, options: DetokenizeOptions) => done(await detokenize(context, file, options)));
}

function addTargets(program: Command, { context, done }: ProgramParts, say: Say): void {
  addOutput(program.command('targets').description(say('cli.targets')).argument('[uri]', say('cli.arg.uri')), say)
    .addOption(hostKeyOption(say))
    .addOption(sudoOption(say))
    .option('--events', say('cli.opt.events'))
    .action(async (uri: string | undefined, options: TargetsOptions & TargetChoice) => done(await asking(context, options.hostKey, () => targets(context, uri === undefined ? undefined : asUser(uri, options.sudo), options))));
  program.command('debug-container').description(say('cli.debug-container')).argument('<uri>', say('cli.arg.pod-uri'))
    .requiredOption('--image <image>', say('cli.opt.image'))
    .addOption(new Option('--lang <language>', say('cli.opt.lang')).choices(['en', 'ko']))
    .action(async (uri: string, { image }: { readonly image: string }) => done(await asking(context, undefined, () => debugContainer(context, uri, image))));
  program.command('capture').description(say('cli.capture'))
    .option('--target <uri...>', `${say('cli.opt.target')}: ${say('cli.arg.uri')}`, ['local:'])
    .option('--pid <n>', say('cli.opt.pid'), collectPid)
    .option('--match <regex>', say('cli.opt.match'))
    .option('--kinds <kinds>', say('cli.opt.kinds', { known: CAPTURE_KINDS.join(', ') }))
    .option('--all', say('cli.opt.all'))
    .option('--count <n>', say('cli.opt.count'), wholeNumber(1), 1)
    .option('--interval <seconds>', say('cli.opt.interval'), seconds, 5)
    .requiredOption('--out <case>', say('cli.opt.case-out'))
    .option('--tomcat <url>', say('cli.opt.tomcat'))
    .option('--tomcat-user <name>', say('cli.opt.tomcat-user'))
    .option('--access-log <path>', say('cli.opt.access-log'))
    .addOption(new Option('--allow <impact>', say('cli.opt.allow')).choices(['high']))
    .addOption(hostKeyOption(say))
    .addOption(sudoOption(say))
    .option('--format <format>', say('cli.opt.format'))
    .addOption(new Option('--lang <language>', say('cli.opt.lang')).choices(['en', 'ko']))
    .action(async (options: Omit<CaptureOptions, 'targets'> & TargetChoice & { readonly target: readonly string[] }) => {
      const [first = 'local:', ...more] = new Set(options.target.map((uri) => asUser(uri, options.sudo)));
      done(await asking(context, options.hostKey, () => capture(context, { ...options, targets: [first, ...more] })));
    });
}

function addRest(program: Command, { context, doors, done }: ProgramParts, say: Say): void {
  program.command('serve').description(say('cli.serve'))
    .option('--port <n>', say('cli.opt.port'), wholeNumber(0))
    .option('--open', say('cli.opt.open'))
    .option('--idle <minutes>', say('cli.opt.idle'), wholeNumber(0), 60)
    .addOption(new Option('--lang <language>', say('cli.opt.lang')).choices(['en', 'ko']))
    .action(async (options: ServeOptions) => done(await serve(context, options, doors.openDoor, doors.openBrowser)));
  addOutput(program.command('doctor').description(say('cli.doctor')), say)
    .action(async (options: OutputOptions) => done(await doctor(context, options)));
}

/** The command line as a table of commands; texts in the reader's language. */
export function createProgram(parts: ProgramParts): Command {
  const { io, translate } = parts.context;
  const say = sayer(translate);
  const titles: Readonly<Record<string, string>> = { 'Usage:': say('cli.usage'), 'Options:': say('cli.options'), 'Commands:': say('cli.commands'), 'Arguments:': say('cli.arguments') };
  const program = new Command('borescope')
    .description(say('cli.about'))
    .version(parts.version, '-V, --version', say('cli.version'))
    .helpOption('-h, --help', say('cli.help'))
    .helpCommand('help [command]', say('cli.help-command'))
    .addHelpText('after', `\n${say('cli.exit-codes')}`)
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .showHelpAfterError(false)
    .exitOverride();
  addReaders(program, parts, say);
  addHandingOn(program, parts, say);
  addTargets(program, parts, say);
  addRest(program, parts, say);
  for (const command of program.commands) command.helpOption('-h, --help', say('cli.help'));
  return program;
}
