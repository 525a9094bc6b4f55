import { message } from '../../../../shared/base/message.ts';
import { write } from '../cli-io.ts';
import { tell, type CliContext, type CliHost } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';

export interface ServeOptions {
  readonly port?: number;
  readonly open?: boolean;
  /** Minutes; 0 = never. */
  readonly idle?: number;
}

/** The browser door as the command line knows it; the entry point joins the two. */
export interface ServedDoor {
  newUrl(): string;
  close(): Promise<void>;
}

export type OpenDoor = (host: CliHost, options: { readonly port: number; readonly idleStopMs: number | null; onIdle: () => void }) => Promise<ServedDoor>;
/** False when there is no way to open one. */
export type OpenBrowser = (url: string) => Promise<boolean>;

const IDLE_MINUTES = 60;

export async function serve(context: CliContext, options: ServeOptions, openDoor: OpenDoor, openBrowser: OpenBrowser): Promise<ExitCode> {
  const { io } = context;
  const idle = options.idle ?? IDLE_MINUTES;
  let stop: (code: ExitCode) => void = () => undefined;
  const ended = new Promise<ExitCode>((resolve) => {
    stop = resolve;
  });
  const host = await context.host();
  const door = await openDoor(host, { port: options.port ?? 0, idleStopMs: idle === 0 ? null : idle * 60_000, onIdle: () => stop(EXIT.done) });
  const printUrl = (): Promise<void> => write(io.stdout, `${door.newUrl()}\n`);
  await printUrl();
  await tell(context, message('cli.serving'));
  if (options.open === true && !(await openBrowser(door.newUrl()))) await tell(context, message('cli.no-browser'));
  const onLine = (): void => void printUrl();
  if (io.stdin.isTTY === true) io.stdin.on('data', onLine);
  const interrupted = (): void => stop(EXIT.interrupted);
  context.interrupt.addEventListener('abort', interrupted);
  if (context.interrupt.aborted) interrupted();
  const code = await ended;
  io.stdin.off('data', onLine);
  io.stdin.pause();
  await door.close();
  if (code === EXIT.done) await tell(context, message('cli.idle', { minutes: idle }));
  return code;
}
