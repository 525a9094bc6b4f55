import type { Json } from '../../../../shared/base/json.ts';
import { message } from '../../../../shared/base/message.ts';
import { tell, type CliContext } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { OutputOptions } from '../options.ts';
import { plainColumn, printList } from '../print-table.ts';
import { withProgress } from '../progress.ts';

/** Containers of an engine, or pods of a cluster; those with a URI are targets. */
export async function listSource(context: CliContext, uri: string, options: OutputOptions): Promise<ExitCode> {
  const host = await context.host();
  const listing = await withProgress(context.io, context.translate(message('cli.asking', { uri })), host.call('targets.browse', { uri }));
  const inCluster = listing.places.some(({ node }) => node !== null);
  await tell(context, message('cli.source', { context: listing.context, address: listing.address, version: listing.version }));
  await printList(context, options, {
    json: { schema: 'borescope.source/1', ...(listing as unknown as Record<string, Json>) },
    columns: [
      { ...plainColumn('cli.column.uri'), look: 'code' },
      plainColumn('cli.column.name'),
      plainColumn('cli.column.image'),
      plainColumn('cli.column.state'),
      ...(inCluster ? [{ header: 'cli.column.restarts', align: 'right', unit: 'count', look: 'plain' } as const, plainColumn('cli.column.node')] : [plainColumn('cli.column.ports')]),
      { header: 'cli.column.cpu', align: 'right', unit: 'percent', look: 'plain' },
      { header: 'cli.column.memory', align: 'right', unit: 'bytes', look: 'plain' },
    ],
    rows: listing.places.map(({ uri: target, name, image, state, ports, restarts, node, cpuPercent, memoryBytes }) => [
      target,
      name,
      image,
      state,
      ...(inCluster ? [restarts, node] : [ports.join(', ')]),
      cpuPercent,
      memoryBytes,
    ]),
  });
  for (const { name, scales, minReplicas, maxReplicas, currentReplicas, desiredReplicas, cpuPercent, cpuTargetPercent } of listing.autoscalers ?? []) {
    const cpu = cpuTargetPercent === null ? '' : context.translate(message('cli.autoscaler-cpu', { now: cpuPercent ?? '?', target: cpuTargetPercent }));
    await tell(context, message('cli.autoscaler', { name, scales, min: minReplicas, max: maxReplicas, now: currentReplicas ?? '?', desired: desiredReplicas ?? '?', cpu }));
  }
  return EXIT.done;
}
