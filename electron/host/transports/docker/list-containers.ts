import { z } from 'zod';
import { formatDockerUri } from '../../../../shared/collect/container-uri.ts';
import type { CancelSignal } from '../../../../shared/collect/transport.ts';
import type { PlaceInfo, SourceListing } from '../../../../shared/host-api/views.ts';
import type { DialSsh } from './docker-client.ts';
import { DockerEngine } from './docker-engine.ts';

export interface ListContainersOptions {
  readonly uri: string;
  /** null: as DOCKER_HOST, DOCKER_CONTEXT or the docker configuration choose. */
  readonly context: string | null;
  readonly dialSsh: DialSsh;
  readonly environment: NodeJS.ProcessEnv;
}

/** The engine measures for about a second before it answers. */
const STATS_MS = 6000;

const count = z.number().optional();
const listed = z.array(
  z.object({
    Id: z.string(),
    Names: z.array(z.string()),
    Image: z.string(),
    State: z.string(),
    Status: z.string(),
    Created: z.number(),
    Ports: z.array(z.object({ IP: z.string().optional(), PrivatePort: z.number(), PublicPort: z.number().optional(), Type: z.string() })).nullish(),
  }),
);
const cpu = z.object({ cpu_usage: z.object({ total_usage: z.number() }), system_cpu_usage: count, online_cpus: count });
const measured = z.object({
  cpu_stats: cpu,
  precpu_stats: cpu,
  memory_stats: z.object({ usage: count, limit: count, stats: z.object({ inactive_file: count, total_inactive_file: count }).optional() }),
});
const engineInfo = z.object({ ServerVersion: z.string(), OperatingSystem: z.string(), Architecture: z.string(), Images: z.number() });

type Listed = z.infer<typeof listed>[number];

/** Every container of an engine, running ones with what they use now. Rejects with HostError that names the context. */
export async function listContainers(options: ListContainersOptions, signal: CancelSignal): Promise<SourceListing> {
  const engine = await DockerEngine.open(options.context, options.environment, options.dialSsh);
  const [containers, info] = await Promise.all([
    engine.ask({ method: 'GET', path: '/containers/json?all=1', signal }).then((answer) => listed.parse(answer)),
    engine.ask({ method: 'GET', path: '/info', signal }).then((answer) => engineInfo.parse(answer)),
  ]);
  const places = await Promise.all(containers.map((container) => placeOf(engine, options.context, container, signal)));
  const { context, url } = engine.endpoint;
  return {
    source: options.uri,
    context,
    address: url,
    version: `Docker ${info.ServerVersion}`,
    platform: `${info.OperatingSystem} ${info.Architecture}`,
    images: info.Images,
    autoscalers: null,
    places: places.sort((a, b) => Number(b.uri !== null) - Number(a.uri !== null) || a.name.localeCompare(b.name, 'en')),
  };
}

async function placeOf(engine: DockerEngine, context: string | null, container: Listed, signal: CancelSignal): Promise<PlaceInfo> {
  const name = container.Names[0]?.replace(/^\//, '') ?? container.Id.slice(0, 12);
  const isRunning = container.State === 'running';
  const use = isRunning ? await useOf(engine, container.Id, signal) : null;
  return {
    uri: isRunning ? formatDockerUri({ context, container: name }) : null,
    name,
    image: container.Image,
    state: container.Status,
    ports: [...new Set((container.Ports ?? []).map(portOf))],
    cpuPercent: use?.cpuPercent ?? null,
    memoryBytes: use?.memoryBytes ?? null,
    memoryLimitBytes: use?.memoryLimitBytes ?? null,
    restarts: null,
    node: null,
    createdAt: new Date(container.Created * 1000).toISOString(),
  };
}

function portOf({ IP, PrivatePort, PublicPort, Type }: NonNullable<Listed['Ports']>[number]): string {
  if (PublicPort === undefined) return `${PrivatePort}/${Type}`;
  return `${IP?.includes(':') ? `[${IP}]` : (IP ?? '')}:${PublicPort}->${PrivatePort}/${Type}`;
}

type Use = Pick<PlaceInfo, 'cpuPercent' | 'memoryBytes' | 'memoryLimitBytes'>;

/** null when the engine did not say in time: a list must not fail for one slow container. */
async function useOf(engine: DockerEngine, id: string, signal: CancelSignal): Promise<Use | null> {
  const answer = await engine.ask({ method: 'GET', path: `/containers/${id}/stats?stream=false`, signal, timeoutMs: STATS_MS }).catch(() => null);
  const parsed = measured.safeParse(answer);
  if (!parsed.success) return null;
  const { cpu_stats: now, precpu_stats: before, memory_stats: memory } = parsed.data;
  const used = now.cpu_usage.total_usage - before.cpu_usage.total_usage;
  const whole = (now.system_cpu_usage ?? 0) - (before.system_cpu_usage ?? 0);
  // The page cache that can be given back at once is not counted, as `docker stats` does.
  const cache = memory.stats?.inactive_file ?? memory.stats?.total_inactive_file ?? 0;
  return {
    cpuPercent: before.system_cpu_usage === undefined || whole <= 0 ? null : (used / whole) * (now.online_cpus ?? 1) * 100,
    memoryBytes: memory.usage === undefined ? null : Math.max(0, memory.usage - cache),
    memoryLimitBytes: memory.limit ?? null,
  };
}
