import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { message } from '../../../shared/base/message.ts';
import { storageError } from '../../host/host-errors.ts';
import { write } from './cli-io.ts';
import { tell, type CliContext } from './context.ts';

async function writeFileWhole(file: string, data: string | Uint8Array): Promise<void> {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.part`);
  try {
    const handle = await open(draft, 'w');
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw storageError(error, file);
  }
}

/** The result of a command: to standard output, or whole or not at all to a file. */
export async function writeResult(context: CliContext, out: string | undefined, data: string | Uint8Array): Promise<void> {
  if (out === undefined || out === '-') {
    await write(context.io.stdout, data);
    return;
  }
  await writeFileWhole(path.resolve(out), data);
  await tell(context, message('cli.written', { file: out, bytes: typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength }));
}
