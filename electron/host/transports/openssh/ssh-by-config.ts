import os from 'node:os';
import { createTranslator } from '../../../../shared/base/translate.ts';
import type { Transport } from '../../../../shared/collect/transport.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import { HOST_MESSAGES } from '../../../../shared/host-api/messages.ts';
import { createSshTransport } from '../ssh/ssh-transport.ts';
import { notStarted } from '../stop-reason.ts';
import { openUnixSocketOver, type UnixSocketDialer } from '../unix-socket-dialer.ts';
import { reasonForOpenssh } from './needs-openssh.ts';
import { createOpensshTransport, type OpensshTransportOptions } from './openssh-transport.ts';

export interface SshByConfigOptions extends OpensshTransportOptions {
  /** `openssh`: always by the program ssh; null: as the configuration of the host needs it. */
  readonly via: 'openssh' | null;
}

const inEnglish = createTranslator('en', [HOST_MESSAGES]);

/** A host reached by ssh2, or by the program ssh where only that can follow its configuration. Decided when first used. */
export function createSshByConfig(options: SshByConfigOptions): Transport & UnixSocketDialer {
  let chosen: Promise<Transport> | null = null;
  const choose = async (): Promise<Transport> => {
    const byProgram = options.via === 'openssh' || (await reasonForOpenssh(options, options.homeFolder ?? os.homedir())) !== null;
    return byProgram ? createOpensshTransport(options) : createSshTransport(options);
  };
  const transport = (): Promise<Transport> => {
    const choosing = (chosen ??= choose());
    // A configuration that is mended meanwhile is read anew.
    choosing.catch(() => {
      chosen = null;
    });
    return choosing;
  };
  const run = async (use: (transport: Transport) => ReturnType<Transport['exec']>): ReturnType<Transport['exec']> => {
    try {
      return await use(await transport());
    } catch (error) {
      if (error instanceof HostError) return notStarted(inEnglish(error.data.message));
      throw error;
    }
  };
  return {
    uri: options.uri,
    connect: async (signal) => (await transport()).connect(signal),
    probe: async (tools, signal) => (await transport()).probe(tools, signal),
    exec: (argv, some) => run((chosen) => chosen.exec(argv, some)),
    readFile: (file, some) => run((chosen) => chosen.readFile(file, some)),
    openUnixSocket: async (path, signal) => openUnixSocketOver(await transport(), path, signal),
    close: async () => {
      await (await chosen?.catch(() => null))?.close();
    },
  };
}
