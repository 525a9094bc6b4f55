import type { Probe, Transport } from '../../../../shared/collect/transport.ts';
import { thisUser } from '../../this-user.ts';
import { cancelledBeforeStart, notStarted } from '../stop-reason.ts';
import { findTool } from './find-tool.ts';
import { readLocalFile } from './read-local-file.ts';
import { runProcess } from './run-process.ts';

/** This computer. Commands start without a shell, each in a process group of its own. */
export function createLocalTransport(environment: NodeJS.ProcessEnv = process.env, uri = 'local:'): Transport {
  return {
    uri,
    connect: async () => {},
    probe: (tools) => probe(tools, environment),
    exec: async ([name, ...rest], options) => {
      const file = await findTool(name, environment);
      if (file === null) return notStarted(`command not found: ${name}`);
      if (options.signal.aborted) return cancelledBeforeStart();
      return runProcess(file, rest, options);
    },
    readFile: readLocalFile,
    close: async () => {},
  };
}

async function probe(tools: readonly string[], environment: NodeJS.ProcessEnv): Promise<Probe> {
  const found = await Promise.all(tools.map(async (name) => ((await findTool(name, environment)) === null ? [] : [name])));
  return { tools: found.flat(), uid: process.getuid?.() ?? null, user: thisUser() };
}
