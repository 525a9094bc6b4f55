import type { CancelSignal, Transport } from '../../shared/collect/transport.ts';
import { message } from '../../shared/base/message.ts';
import { hostError } from './host-errors.ts';
import { runScript } from './run-script.ts';

/** What must be known of a process before anything is sent to it. Every `null` = could not be read, so do not rely on it. */
export interface ProcessFacts {
  readonly pid: number;
  /** Kernel start time in clock ticks since boot; another value for the same pid is another process. */
  readonly startTicks: string;
  /** libjvm.so is mapped and it is not OpenJ9. Only then is jcmd, jattach or SIGQUIT safe. */
  readonly hotspot: boolean | null;
  /** The SIGQUIT bit of SigCgt: a handler is installed. */
  readonly catchesSigquit: boolean | null;
  /** -Xrs stands in the command line: SIGQUIT would end the process. */
  readonly reducedSignals: boolean | null;
  /** -XX:+DisableAttachMechanism stands in the command line: jcmd and jstack cannot attach. */
  readonly attachDisabled: boolean | null;
}

const MARKER = 'borescope-process 1';
const SCRIPT = `
LC_ALL=C; export LC_ALL
p=/proc/$1
printf '%s\\n' '${MARKER}'
{ stat=$(tr '\\n' ' ' < "$p/stat"); } 2>/dev/null && [ -n "$stat" ] && {
  set -f; set -- \${stat##*) }; set +f
  printf 'state\\t%s\\nstart\\t%s\\n' "$1" "\${20}"
  while read -r key value _; do [ "$key" = SigCgt: ] && printf 'sigcgt\\t%s\\n' "$value"; done < "$p/status"
  if head -n 1 "$p/maps" >/dev/null 2>&1; then
    grep -q -F libjvm.so "$p/maps" && printf 'maps\\tlibjvm\\n' || printf 'maps\\tnone\\n'
    grep -q -F libj9vm "$p/maps" && printf 'maps\\topenj9\\n'
  fi
  { words=$(tr '\\000' '\\n' < "$p/cmdline"); } 2>/dev/null && [ -n "$words" ] && {
    printf 'cmdline\\n'
    printf '%s\\n' "$words" | grep -q -x -e -Xrs && printf 'xrs\\n'
    printf '%s\\n' "$words" | grep -q -x -F -e -XX:+DisableAttachMechanism && printf 'noattach\\n'
  }
}
printf 'end\\n'
`;
const SIGQUIT_BIT = 1n << 2n;

/** Facts of one process by /proc; null when there is no such process (a zombie counts as gone) or no /proc to ask. Rejects when the target did not answer: that says nothing about the process. */
export async function readProcessFacts(transport: Transport, pid: number, signal: CancelSignal): Promise<ProcessFacts | null> {
  if (!Number.isSafeInteger(pid) || pid <= 0) throw new RangeError('a pid is a positive whole number');
  const { stdout, outcome } = await runScript(transport, SCRIPT, [String(pid)], { timeoutMs: 10_000, maxBytes: 1024 * 1024 }, signal);
  if (outcome.end === 'link-cut' || outcome.end === 'timeout') throw hostError('unreachable', 'error.target-silent', { target: transport.uri }, { next: message('next.retry-connect'), details: outcome.detail });
  return parseProcessFacts(stdout, pid);
}

export function parseProcessFacts(output: string, pid: number): ProcessFacts | null {
  const lines = output.split('\n');
  const rows = lines.slice(lines.findLastIndex((line) => line.trim() === MARKER) + 1).map((line) => line.split('\t'));
  const values = (key: string): string[] => rows.filter(([word]) => word === key).map(([, value]) => value ?? '');
  const [state] = values('state');
  const [startTicks] = values('start');
  if (!startTicks || state === 'Z' || state === 'X') return null;
  const maps = values('maps');
  const [sigCgt] = values('sigcgt');
  const hasCommandLine = values('cmdline').length > 0;
  return {
    pid,
    startTicks,
    hotspot: maps.length === 0 ? null : maps.includes('libjvm') && !maps.includes('openj9'),
    catchesSigquit: sigCgt !== undefined && /^[\da-f]+$/i.test(sigCgt) ? (BigInt(`0x${sigCgt}`) & SIGQUIT_BIT) !== 0n : null,
    reducedSignals: hasCommandLine ? values('xrs').length > 0 : null,
    attachDisabled: hasCommandLine ? values('noattach').length > 0 : null,
  };
}

/** All that must hold before SIGQUIT is sent: it is HotSpot, it catches the signal, and -Xrs is not set. */
export function sigquitIsSafe(facts: ProcessFacts): boolean {
  return facts.hotspot === true && facts.catchesSigquit === true && facts.reducedSignals === false;
}
