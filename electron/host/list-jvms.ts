import type { CancelSignal, Transport } from '../../shared/collect/transport.ts';
import type { JvmList } from '../../shared/host-api/views.ts';
import { hostError } from './host-errors.ts';
import { LIST_JVMS_MARKER, LIST_JVMS_SCRIPT } from './list-jvms-script.ts';
import { readJvmListing } from './read-jvm-listing.ts';
import { runScript } from './run-script.ts';
import { nextWithoutShell } from './transports/next-without-shell.ts';

const LIMITS = { timeoutMs: 15_000, maxBytes: 16 * 1024 * 1024 };

/** Every JVM of a target that this user may look into. Rejects with HostError when the target cannot be reached or asked. */
export async function listJvms(transport: Transport, signal: CancelSignal): Promise<JvmList> {
  await transport.connect(signal);
  const { outcome, stdout, stderr } = await runScript(transport, LIST_JVMS_SCRIPT, [], LIMITS, signal);
  const listing = readJvmListing(stdout) ?? (outcome.end === 'not-started' ? await listByJcmd(transport, signal) : null);
  if (signal.aborted) throw hostError('cancelled', 'error.listing-cancelled', { target: transport.uri });
  if (listing === null || (!listing.whole && listing.jvms.length === 0)) {
    const why = outcome.detail || stderr.trim().split('\n')[0] || `exit status ${outcome.exitStatus ?? '?'}`;
    throw hostError('unreachable', 'error.no-shell', { target: transport.uri, why }, { next: nextWithoutShell(transport), details: `${outcome.end} ${outcome.detail}\n${stdout.slice(0, 2000)}\n${stderr.slice(0, 2000)}` });
  }
  return { target: transport.uri, jvms: listing.jvms, hidden: listing.hidden };
}

/** Where there is no sh, as on Windows. */
async function listByJcmd(transport: Transport, signal: CancelSignal): Promise<ReturnType<typeof readJvmListing>> {
  const chunks: Uint8Array[] = [];
  const outcome = await transport.exec(['jcmd', '-l'], { ...LIMITS, signal, onStdout: (chunk) => chunks.push(chunk), onStderr: () => {} });
  if (outcome.exitStatus !== 0) return null;
  const lines = Buffer.concat(chunks).toString('utf8').split('\n').filter(Boolean);
  return readJvmListing([LIST_JVMS_MARKER, ...lines.map((line) => `jps\t${line.trimEnd()}`), 'end'].join('\n'));
}
