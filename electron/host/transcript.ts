import { quoteForReading } from '../../shared/collect/make-plan.ts';
import type { ExecOptions, ExecOutcome, Transport } from '../../shared/collect/transport.ts';
import type { RunCommand } from '../../shared/host-api/views.ts';
import { openUnixSocketOver, type UnixSocketDialer } from './transports/unix-socket-dialer.ts';

/** Commands remembered, of all targets together; older ones are forgotten. */
const REMEMBERED = 5000;

/** What was run on targets since this host started, for a person who has to answer for it. Standard input is only counted: it may hold a secret. */
export interface Transcript {
  of(uri: string): readonly RunCommand[];
  /** The same transport, with what it runs written down. */
  recorded(transport: Transport): Transport & UnixSocketDialer;
}

export function createTranscript(): Transcript {
  const all: { readonly uri: string; readonly command: RunCommand }[] = [];

  async function record<Result>(uri: string, words: readonly string[], stdinBytes: number, run: () => Promise<Result>, endOf: (result: Result) => Pick<ExecOutcome, 'end' | 'exitStatus'>): Promise<Result> {
    const [at, begun] = [new Date().toISOString(), performance.now()];
    const note = ({ end, exitStatus }: Pick<ExecOutcome, 'end' | 'exitStatus'>): void => {
      all.push({ uri, command: { at, ms: Math.round(performance.now() - begun), command: words.map(quoteForReading).join(' '), stdinBytes, end, exitStatus } });
      if (all.length > REMEMBERED) all.shift();
    };
    try {
      const result = await run();
      note(endOf(result));
      return result;
    } catch (error) {
      note({ end: 'not-started', exitStatus: null });
      throw error;
    }
  }

  return {
    of: (uri) => all.filter((one) => one.uri === uri).map(({ command }) => command),
    recorded(transport) {
      const { uri, console } = transport;
      const asOutcome = (outcome: ExecOutcome): ExecOutcome => outcome;
      return {
        uri,
        connect: (signal) => transport.connect(signal),
        // On this computer the PATH is looked through without a command.
        probe: (tools, signal) => (uri.startsWith('local:') ? transport.probe(tools, signal) : record(uri, ['sh', '-s', '--', ...tools], 0, () => transport.probe(tools, signal), () => ({ end: 'exited', exitStatus: 0 }))),
        exec: (argv, options: ExecOptions) => record(uri, transport.asRun?.(argv) ?? argv, options.stdin?.length ?? 0, () => transport.exec(argv, options), asOutcome),
        readFile: (path, options) => record(uri, ['cat', '--', path], 0, () => transport.readFile(path, options), asOutcome),
        ...(transport.asRun === undefined ? {} : { asRun: (argv) => transport.asRun?.(argv) ?? argv }),
        ...(console === undefined ? {} : { console }),
        openUnixSocket: (path, signal) => openUnixSocketOver(transport, path, signal),
        close: () => transport.close(),
      };
    },
  };
}
