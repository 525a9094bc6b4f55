import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ExecOptions, ExecOutcome } from '../../../../shared/collect/transport.ts';
import { textOf } from '../../host-errors.ts';
import { OutputGate } from '../output-gate.ts';
import { StopWatch, cancelledBeforeStart, notStarted, stoppedOutcome } from '../stop-reason.ts';

/** Streams a file like the output of a command; exit status 0 = read to its end. */
export async function readLocalFile(file: string, options: ExecOptions): Promise<ExecOutcome> {
  if (options.signal.aborted) return cancelledBeforeStart();
  try {
    // A FIFO or device could block for ever.
    if (!(await stat(file)).isFile()) return notStarted(`not a regular file: ${file}`);
  } catch (error) {
    return notStarted(textOf(error));
  }
  return new Promise((resolve, reject) => {
    const stream = createReadStream(file);
    const settle = (outcome: ExecOutcome): void => {
      watch.release();
      stream.destroy();
      if (gate.error === null) resolve(outcome);
      else reject(gate.error);
    };
    const watch = new StopWatch(options, (reason) => settle(stoppedOutcome(reason, options)));
    const gate = new OutputGate(options, () => watch.stop(gate.capped ? 'output-cap' : 'receiver-failed'));
    stream.on('data', (chunk) => gate.stdout(chunk as Buffer));
    stream.on('error', (error) => settle(gate.bytes === 0 ? notStarted(error.message) : { exitStatus: null, signal: null, end: 'link-cut', detail: error.message }));
    stream.on('end', () => settle({ exitStatus: 0, signal: null, end: 'exited', detail: '' }));
  });
}
