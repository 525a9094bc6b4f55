import type { CancelSignal, ExecOptions, ExecOutcome, Transport } from '../../../shared/collect/transport.ts';
import { hostError } from '../host-errors.ts';
import { runScript } from '../run-script.ts';
import { FIND_TOOLS_SCRIPT, readFoundTools } from './find-tools-script.ts';
import { nextWithoutShell } from './next-without-shell.ts';
import { notStarted } from './stop-reason.ts';

const EXIT_NOT_FOUND = 127;

type Run = (argv: readonly [string, ...string[]], options: ExecOptions) => Promise<ExecOutcome>;

/** Where the tools of a far place are, also those that are not on its PATH; learned by `find`. */
export class RemoteTools {
  readonly #paths = new Map<string, string>();

  /** Of those asked for, the ones that are there. Rejects with HostError when the place cannot be asked. */
  async find(transport: Transport, tools: readonly string[], signal: CancelSignal): Promise<readonly string[]> {
    const { stdout, outcome } = await runScript(transport, FIND_TOOLS_SCRIPT, tools, { timeoutMs: 15_000, maxBytes: 1024 * 1024 }, signal);
    if (outcome.end === 'cancelled') throw hostError('cancelled', 'error.listing-cancelled', { target: transport.uri });
    if (outcome.exitStatus !== 0) throw hostError('unreachable', 'error.no-shell', { target: transport.uri, why: outcome.detail || `exit status ${outcome.exitStatus ?? '?'}` }, { next: nextWithoutShell(transport) });
    const found = readFoundTools(stdout);
    for (const [name, where] of found) if (where.startsWith('/')) this.#paths.set(name, where);
    return tools.filter((name) => found.has(name));
  }

  /** Runs argv by `run`, and tells a command that is missing from one that itself ends with 127. */
  async exec([name, ...rest]: readonly [string, ...string[]], options: ExecOptions, run: Run): Promise<ExecOutcome> {
    const program = this.#paths.get(name) ?? name;
    const outcome = await run([program, ...rest], options);
    if (outcome.exitStatus !== EXIT_NOT_FOUND) return outcome;
    const check = await run(['sh', '-c', 'command -v -- "$1"', 'sh', program], { ...options, timeoutMs: 10_000, maxBytes: 65_536, stdin: new Uint8Array(), onStdout: () => {}, onStderr: () => {} });
    return check.end === 'exited' && check.exitStatus !== 0 ? notStarted(`command not found: ${name}`) : outcome;
  }
}
