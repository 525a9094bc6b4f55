import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { JobView, RunCommand } from '../../../shared/host-api/views.ts';
import { useHost } from '../../host/host-context.ts';
import { uriLabel } from '../../selectors/target-label.ts';
import { useWords } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';

/** One command a line, in tab-separated columns: when, where, how it ended, how long, what. */
function lineOf(target: string, { at, ms, command, stdinBytes, end, exitStatus }: RunCommand): string {
  const ended = exitStatus === null ? end : `exit ${exitStatus}`;
  return [at, target, ended, `${ms} ms`, stdinBytes === 0 ? command : `${command} # ${stdinBytes} bytes on standard input`].join('\t');
}

/** Copies what was run on the targets of a job since the host started, in the order of time. */
export function CopyCommands({ job }: { readonly job: JobView }): ReactNode {
  const words = useWords();
  const host = useHost();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    const targets = [...new Set(job.steps.map(({ target }) => target))];
    const lines = await Promise.all(targets.map(async (uri) => (await host.call('targets.transcript', { uri })).map((command) => lineOf(uriLabel(uri, words), command))));
    await navigator.clipboard.writeText(`${lines.flat().toSorted().join('\n')}\n`);
    setCopied(true);
  };
  return (
    <Button className="button quiet" onPress={() => start(copy)}>
      {words.t(copied ? 'job.commands-copied' : 'job.copy-commands')}
    </Button>
  );
}
