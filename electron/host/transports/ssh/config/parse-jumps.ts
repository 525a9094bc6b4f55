/** One hop of a ProxyJump. */
export interface Jump {
  readonly host: string;
  readonly port: number | null;
  readonly user: string | null;
}

/** `[user@]host[:port]` or `ssh://…`, parted by commas; empty for `none`, null for what cannot be read. */
export function parseJumps(text: string): Jump[] | null {
  if (text.toLowerCase() === 'none') return [];
  const jumps = text.split(',').map((part) => parseJump(part.trim()));
  return jumps.every((jump) => jump !== null) ? jumps : null;
}

function parseJump(text: string): Jump | null {
  const found = /^(?:ssh:\/\/)?(?:(?<user>[^@]+)@)?(?:\[(?<v6>[^\]]+)\]|(?<host>[^:[\]/@]+))(?::(?<port>\d{1,5}))?\/?$/i.exec(text)?.groups;
  if (!found) return null;
  const port = found['port'] === undefined ? null : Number(found['port']);
  if (port !== null && (port < 1 || port > 65_535)) return null;
  return { host: found['v6'] ?? found['host'] ?? '', port, user: found['user'] ?? null };
}
