import { PassThrough, Readable } from 'node:stream';
import { WORKBENCH_TEMPLATE } from '../../host/testing/report-text.ts';
import { createHost } from '../../host/create-host.ts';
import type { CliHost } from '../cli/context.ts';
import { runCli } from '../cli/run-cli.ts';

export interface CommandRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly dataFolder: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly interrupt?: AbortSignal;
  /** Instead of a real host. */
  readonly host?: CliHost;
  /** Typed at a terminal; without it no stream is one. */
  readonly typed?: string;
  /** Standard output is a terminal. */
  readonly isShown?: boolean;
}

function collector(isTty: boolean): { readonly stream: PassThrough & { isTTY: boolean }; text(): string } {
  const stream = Object.assign(new PassThrough(), { isTTY: isTty });
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

/** Runs one command line in this process on streams of its own, with a real host unless one is given. */
export async function runCommand(argv: readonly string[], { dataFolder, stdin, env = {}, interrupt, host, typed, isShown = false }: CommandOptions): Promise<CommandRun> {
  const isTty = typed !== undefined;
  const stdout = collector(isShown);
  const stderr = collector(isTty);
  const given = isTty ? Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined }) : Readable.from(stdin === undefined ? [] : [Buffer.from(stdin)]);
  if (isTty && given instanceof PassThrough) given.write(typed);
  const code = await runCli({
    argv,
    io: { stdin: given, stdout: stdout.stream, stderr: stderr.stream, env },
    version: '0.0.0-test',
    interrupt: interrupt ?? new AbortController().signal,
    doors: { openBrowser: () => Promise.resolve(true), openDoor: () => Promise.reject(new Error('not in this test')) },
    createHost: () => Promise.resolve(host ?? createHost({ dataFolder, workbenchTemplate: WORKBENCH_TEMPLATE })),
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}
