import type { Transport } from '../../shared/collect/transport.ts';

/** Lends the transport of a target while `use` runs. */
export type Lend = <Result>(uri: string, use: (transport: Transport) => Promise<Result>) => Promise<Result>;

/** A transport that others use too: asked for anew with every call, and never closed from here. */
export function borrowTransport(uri: string, lenderUri: string, lend: Lend): Transport {
  return {
    uri,
    connect: (signal) => lend(lenderUri, (transport) => transport.connect(signal)),
    probe: (tools, signal) => lend(lenderUri, (transport) => transport.probe(tools, signal)),
    exec: (argv, options) => lend(lenderUri, (transport) => transport.exec(argv, options)),
    readFile: (path, options) => lend(lenderUri, (transport) => transport.readFile(path, options)),
    close: async () => {},
  };
}
