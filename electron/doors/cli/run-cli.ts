import { CommanderError } from 'commander';
import { engineCatalogues } from '../../../shared/engine/catalogues.ts';
import { createTranslator } from '../../../shared/base/translate.ts';
import { message, type Message } from '../../../shared/base/message.ts';
import { HOST_MESSAGES } from '../../../shared/host-api/messages.ts';
import { asHostError } from '../../host/host-errors.ts';
import type { CliIo } from './cli-io.ts';
import { tell, type CliContext, type CliHost } from './context.ts';
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts';
import { CASE_COMMAND_MESSAGES } from './case-messages.ts';
import { CLI_MESSAGES } from './messages.ts';
import { OPTION_MESSAGES } from './option-messages.ts';
import { languageOf } from './options.ts';
import { createProgram, type CliDoors } from './program.ts';
import { UsageError } from './usage-error.ts';

export interface CliOptions {
  /** Without the interpreter and the script. */
  readonly argv: readonly string[];
  readonly io: CliIo;
  readonly version: string;
  readonly doors: CliDoors;
  /** Fires on Ctrl+C. */
  readonly interrupt: AbortSignal;
  readonly createHost: () => Promise<CliHost>;
}

async function failureCode(context: CliContext, error: unknown): Promise<ExitCode> {
  if (error instanceof CommanderError) return ['commander.helpDisplayed', 'commander.version'].includes(error.code) ? EXIT.done : EXIT.usage;
  if (context.interrupt.aborted) return EXIT.interrupted;
  if (error instanceof UsageError) {
    await tell(context, error.sentence);
    return EXIT.usage;
  }
  const { data } = asHostError(error);
  const sentence: Message = data.next === null ? data.message : message('cli.error-next', { error: context.translate(data.message), next: context.translate(data.next) });
  await tell(context, sentence);
  if (data.code === 'internal' && data.details !== '') await tell(context, message('cli.server-says', { text: data.details }));
  return exitCodeOf(data.code);
}

/** Runs one command line and gives its exit code; never throws for what a user or a target did. */
export async function runCli({ argv, io, version, doors, interrupt, createHost }: CliOptions): Promise<ExitCode> {
  // A failed write is told by its own callback; without a listener the same error would end the process.
  for (const stream of [io.stdout, io.stderr]) stream.on('error', () => undefined);
  const language = languageOf(argv, io.env);
  const translate = createTranslator(language, [...engineCatalogues(), HOST_MESSAGES, CLI_MESSAGES, CASE_COMMAND_MESSAGES, OPTION_MESSAGES]);
  let made: Promise<CliHost> | null = null;
  const context: CliContext = { io, language, interrupt, translate, host: () => (made ??= createHost()) };
  let code: ExitCode = EXIT.usage;
  try {
    const program = createProgram({ context, doors, version, done: (given) => (code = given) });
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    code = await failureCode(context, error);
  } finally {
    // `made` is set in a closure, which the compiler does not follow.
    const host = made as Promise<CliHost> | null;
    await host?.then((one) => one.close(), () => undefined);
  }
  return code;
}
