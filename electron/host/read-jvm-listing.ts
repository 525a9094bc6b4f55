import { mainClassOf } from '../../shared/collect/main-class.ts';
import type { JvmProcess } from '../../shared/collect/target.ts';
import { LIST_JVMS_MARKER } from './list-jvms-script.ts';

export interface JvmListing {
  readonly jvms: readonly JvmProcess[];
  readonly hidden: number;
  /** The script ran to its end. */
  readonly whole: boolean;
}

/** Reads what the listing script printed; null when it did not run at all. */
export function readJvmListing(output: string): JvmListing | null {
  const lines = output.split('\n');
  const start = lines.findLastIndex((line) => line.trim() === LIST_JVMS_MARKER);
  if (start < 0) return null;
  const jvms: JvmProcess[] = [];
  let hidden = 0;
  let whole = false;
  let clock: { hz: number; uptimeSeconds: number } | null = null;
  for (const line of lines.slice(start + 1)) {
    const [word, ...fields] = line.split('\t');
    if (word === 'clock') clock = { hz: Number(fields[0]), uptimeSeconds: Number(fields[1]) };
    else if (word === 'jvm') jvms.push(procLine(fields, clock));
    else if (word === 'jps') jvms.push(...jpsLine(fields.join('\t')));
    else if (word === 'hidden') hidden += 1;
    else if (word === 'end') whole = true;
  }
  return { jvms: jvms.sort((a, b) => a.pid - b.pid), hidden, whole };
}

function procLine([pid = '', ticks = '', user = '', ...rest]: readonly string[], clock: { hz: number; uptimeSeconds: number } | null): JvmProcess {
  // A tab of the command line itself was split above.
  const argv = rest.join('\t').replaceAll('\u0002', '\n').split('\u0001');
  if (argv.at(-1) === '') argv.pop();
  const ageMs = clock === null ? Number.NaN : Math.round((clock.uptimeSeconds - Number(ticks) / clock.hz) * 1000);
  return {
    pid: Number(pid),
    mainClass: mainClassOf(argv),
    user: user || null,
    uptimeMs: ticks !== '' && Number.isFinite(ageMs) ? Math.max(0, ageMs) : null,
    startTicks: ticks || null,
    commandLine: argv.length === 0 ? null : argv.join(' '),
  };
}

/** `1234 com.acme.Main arguments`; the tool lists itself too. */
function jpsLine(text: string): JvmProcess[] {
  const found = /^(\d+)\s*(.*)$/.exec(text.trim());
  if (!found) return [];
  const commandLine = found[2] ?? '';
  const mainClass = commandLine.split(' ')[0] ?? '';
  if (/(^|[./])(JCmd|Jps)$/.test(mainClass)) return [];
  return [{ pid: Number(found[1]), mainClass: mainClass || null, user: null, uptimeMs: null, startTicks: null, commandLine: commandLine || null }];
}
