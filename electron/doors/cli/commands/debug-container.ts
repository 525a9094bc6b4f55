import { message } from '../../../../shared/base/message.ts';
import { tell, type CliContext } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withProgress } from '../progress.ts';

/** Puts a container with a shell beside one without; the host asks first. Its URI goes to standard output. */
export async function debugContainer(context: CliContext, uri: string, image: string): Promise<ExitCode> {
  const host = await context.host();
  const added = await withProgress(context.io, context.translate(message('cli.asking', { uri })), host.call('targets.addDebugContainer', { uri, image }));
  context.io.stdout.write(`${added.uri}\n`);
  await tell(context, message('cli.debug-container-added', { uri: added.uri }));
  return EXIT.done;
}
