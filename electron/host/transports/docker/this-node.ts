import { readFile } from 'node:fs/promises';
import { findTool } from '../local/find-tool.ts';
import { createLocalTransport } from '../local/local-transport.ts';
import type { NodeSide } from '../in-container/container-place.ts';
import type { DockerAddress } from './docker-endpoint.ts';

interface MainProcess {
  /** The container's whole id. */
  readonly container: string;
  /** As the engine's machine numbers it. */
  readonly pid: number;
}

/**
 * A /proc of the container's processes, and a /tmp in which the JDK's tools, which take the numbers for those of their own mounts, find the JVMs' sockets.
 * Both are seen by nobody else and gone with the command. The file by which those tools ask a JVM to listen they leave behind here, so it is taken away.
 */
const WITH_OWN_PROC = `mount -t proc proc /proc && mount -t tmpfs tmpfs /tmp || exit 1
files=
for folder in /proc/[0-9]*; do
  pid=\${folder#/proc/}
  ln -s "$folder/root/tmp/.java_pid$pid" /tmp
  [ -e "$folder/cwd/.attach_pid$pid" ] || files="$files $folder/cwd/.attach_pid$pid"
done
trap 'rm -f $files' EXIT
trap 'exit 143' TERM INT HUP
"$@"`;

/**
 * Runs this computer's programs among a container's processes and in its network: for images without a shell or without a JDK.
 * null where this is not the engine's computer, which the process proves by its cgroup, or where it may not be done.
 */
export async function thisNode(address: DockerAddress, { container, pid }: MainProcess): Promise<NodeSide | null> {
  if (address.type !== 'socket' || process.platform !== 'linux' || process.getuid?.() !== 0 || pid <= 0) return null;
  const cgroup = await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => '');
  if (!cgroup.includes(container)) return null;
  const tools = await Promise.all(['nsenter', 'unshare'].map((name) => findTool(name, process.env)));
  if (tools.includes(null)) return null;
  const local = createLocalTransport();
  const asRun: NodeSide['asRun'] = (argv) => ['nsenter', '--target', String(pid), '--pid', '--net', '--ipc', '--uts', '--', 'unshare', '--mount', '--propagation', 'private', 'sh', '-c', WITH_OWN_PROC, 'sh', ...argv];
  return {
    asRun,
    exec: async ([name, ...rest], options) => {
      // The path is found here: inside, a JDK that is not on the PATH would not be.
      const program = (await findTool(name, process.env)) ?? name;
      return local.exec(asRun([program, ...rest]), options);
    },
    has: async (tool) => (await findTool(tool, process.env)) !== null,
  };
}
