import { assertNever } from '../base/assert-never.ts';
import { formatDockerUri, formatKubernetesUri, parseDockerUri, parseKubernetesUri } from './container-uri.ts';
import { formatTargetOptions, parseTargetOptions } from './target-options.ts';
import type { Target } from './target.ts';

const MAX_PORT = 65_535;
// What may stand in a user or host name: nothing that a shell, an option parser or a terminal could take for something else.
const USER = /^[\p{L}\p{N}_.+@\\][\p{L}\p{N}_.+@\\-]*\$?$/u;
const HOST = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;
const IPV6 = /^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\w.-]+)?$/;

/** Reads the URI of a place, with its options after `?`; null for anything else, also for a URI that carries a password. */
export function parseTargetUri(text: string): Target | null {
  const at = text.indexOf('?');
  const place = parsePlace(at < 0 ? text : text.slice(0, at));
  if (place === null || at < 0) return place;
  const options = parseTargetOptions(text.slice(at + 1));
  if (options === null || (options.via !== undefined && place.kind !== 'ssh')) return null;
  return { ...place, ...options };
}

/** Reads `local:`, `ssh://[user@]host[:port]`, `docker://[context]/container` or `k8s://[context]/namespace/pod[/container]`. */
function parsePlace(text: string): Target | null {
  if (text === 'local:') return { kind: 'local' };
  if (text.startsWith('docker:')) return parseDockerUri(text);
  if (text.startsWith('k8s:')) return parseKubernetesUri(text);
  const ssh = /^ssh:\/\/(?:(?<user>.+)@)?(?:\[(?<v6>[^\]]*)\]|(?<host>[^:[\]@/]+))(?::(?<port>\d{1,5}))?\/?$/iu.exec(text)?.groups;
  if (!ssh) return null;
  const { user, v6, host, port: portText } = ssh;
  const name = v6 ?? host ?? '';
  if (v6 === undefined ? !HOST.test(name) : !IPV6.test(name)) return null;
  if (user !== undefined && !USER.test(user)) return null;
  const port = portText === undefined ? null : Number(portText);
  if (port !== null && (port < 1 || port > MAX_PORT)) return null;
  return { kind: 'ssh', host: name, port, user: user ?? null };
}

/** The one spelling of a target: what is remembered, compared and written into provenance. */
export function formatTargetUri(target: Target): string {
  return formatPlace(target) + formatTargetOptions(target);
}

function formatPlace(target: Target): string {
  switch (target.kind) {
    case 'local':
      return 'local:';
    case 'ssh':
      return formatSshUri(target);
    case 'docker':
      return formatDockerUri(target);
    case 'kubernetes':
      return formatKubernetesUri(target);
    default:
      return assertNever(target);
  }
}

function formatSshUri({ host, port, user }: Extract<Target, { readonly kind: 'ssh' }>): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `ssh://${user === null ? '' : `${user}@`}${name}${port === null ? '' : `:${port}`}`;
}
