import type { Json } from '../../../../shared/base/json.ts';
import { message } from '../../../../shared/base/message.ts';
import { parseSourceUri } from '../../../../shared/collect/target-source.ts';
import { HostError } from '../../../../shared/host-api/host-error.ts';
import type { SourceListing } from '../../../../shared/host-api/views.ts';
import { tell, type CliContext, type CliHost } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { OutputOptions } from '../options.ts';
import { plainColumn, printList } from '../print-table.ts';
import { withProgress } from '../progress.ts';
import { listEvents } from './list-events.ts';
import { listSource } from './list-source.ts';

async function listJvms(context: CliContext, uri: string, options: OutputOptions): Promise<ExitCode> {
  const host = await context.host();
  const found = await withProgress(context.io, context.translate(message('cli.looking', { uri })), host.call('targets.jvms', { uri }));
  await printList(context, options, {
    json: { schema: 'borescope.jvms/1', target: found.target, hidden: found.hidden, jvms: found.jvms as unknown as Json },
    columns: [
      { header: 'cli.column.pid', align: 'right', unit: 'id', look: 'plain' },
      { ...plainColumn('cli.column.main-class'), look: 'code' },
      plainColumn('cli.column.user'),
      { header: 'cli.column.uptime', align: 'right', unit: 'milliseconds', look: 'plain' },
      { ...plainColumn('cli.column.command-line'), look: 'code' },
    ],
    rows: found.jvms.map(({ pid, mainClass, user, uptimeMs, commandLine }) => [pid, mainClass, user, uptimeMs, commandLine]),
  });
  if (found.jvms.length === 0) await tell(context, message('cli.no-jvms', { uri }));
  if (found.hidden > 0) await tell(context, message('cli.hidden', { count: found.hidden }));
  return EXIT.done;
}

async function listTargets(context: CliContext, options: OutputOptions): Promise<ExitCode> {
  const host = await context.host();
  const [targets, sources] = await Promise.all([host.call('targets.list', {}), readSources(context, host)]);
  await printList(context, options, {
    json: { schema: 'borescope.targets/1', targets: targets as unknown as Json, sources: sources.map(({ listing }) => listing) as unknown as Json },
    columns: [{ ...plainColumn('cli.column.uri'), look: 'code' }, plainColumn('cli.column.kind'), plainColumn('cli.column.label')],
    rows: [...targets.map(({ uri, kind, label }) => [uri, kind, label]), ...sources.flatMap(({ kind, listing }) => listing.places.flatMap(({ uri, name }) => (uri === null ? [] : [[uri, kind, name]])))],
  });
  return EXIT.done;
}

/** Not set up on this computer, which is no news to anybody: no kubeconfig, no engine where nobody named one. */
function isNotSetUp({ data }: HostError): boolean {
  const { key, params } = data.message;
  return key === 'error.k8s-no-kubeconfig' || (key === 'error.docker-unreachable' && params['chosenBy'] === 'default');
}

/** What the engine and the cluster run that this computer is set up for; one that does not answer is named. */
async function readSources(context: CliContext, host: CliHost): Promise<readonly { readonly kind: 'docker' | 'kubernetes'; readonly listing: SourceListing }[]> {
  const ask = async (kind: 'docker' | 'kubernetes', uri: string): Promise<readonly { readonly kind: 'docker' | 'kubernetes'; readonly listing: SourceListing }[]> => {
    try {
      return [{ kind, listing: await host.call('targets.browse', { uri }) }];
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (!isNotSetUp(error)) await tell(context, error.data.message);
      return [];
    }
  };
  return (await Promise.all([ask('docker', 'docker:'), ask('kubernetes', 'k8s:')])).flat();
}

export interface TargetsOptions extends OutputOptions {
  /** What a cluster recorded about the pod, instead of its JVMs. */
  readonly events?: boolean;
}

export async function targets(context: CliContext, uri: string | undefined, options: TargetsOptions): Promise<ExitCode> {
  if (uri === undefined) return listTargets(context, options);
  if (options.events === true) return listEvents(context, uri, options);
  return parseSourceUri(uri) === null ? listJvms(context, uri, options) : listSource(context, uri, options);
}
