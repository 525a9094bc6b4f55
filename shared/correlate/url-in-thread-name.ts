/** What a thread's name says of the request it serves. */
export interface NamedRequest {
  readonly url: string;
  readonly method: string | null;
  readonly user: string | null;
  /** Milliseconds since the epoch when the request began, where the name says. */
  readonly startedAtMs: number | null;
}

/** Rules are data: `url`, and where printed `method`, `user` and `start`, are named groups. The first that matches tells. */
const RULES: readonly RegExp[] = [
  // Jenkins on Winstone and Jetty: Handling GET /job/x from 10.0.0.1 : qtp123-45
  /\bHandling (?<method>[A-Z]+) (?<url>\/\S*) from \S+ :/,
  // ManageEngine: /login/fm2.jsp-1649702723966_###_
  /^(?<url>\/\S+?)-(?<start>\d{13})_###_/,
  // Atlassian: … url:/rest/x username:jdoe
  /\burl: ?(?<url>\/\S*)(?:.*?\busername: ?(?<user>\S+))?/,
  // Oracle ATG: … requestURI=/x.jsp … userid=…
  /\brequestURI=(?<url>\/\S*)(?:.*?\buserid=(?<user>[^\s&]+))?/,
  // Filters of one's own: …[started:… | user:… | uri:/…]
  /\[(?:[^\]]*?\buser: ?(?<user>[^|\]\s]+))?[^\]]*?\buri: ?(?<url>\/[^|\]\s]*)/,
  // exec-1 [GET /x], exec-1 - POST /x
  /\b(?<method>GET|POST|PUT|DELETE|PATCH|HEAD) (?<url>\/[^\s\]]*)/,
];

/** Names are cut here: what says the URL stands at the beginning, and a name may be a megabyte long. */
export const LONGEST_NAME = 2000;

/** null where the name says nothing. */
export type ReadsName = (name: string) => NamedRequest | null;

export function urlInThreadName(name: string): NamedRequest | null {
  // All rules ask for a path.
  if (!name.includes('/')) return null;
  const text = name.slice(0, LONGEST_NAME);
  for (const rule of RULES) {
    const groups = rule.exec(text)?.groups;
    const url = groups?.['url'];
    if (groups === undefined || url === undefined) continue;
    const start = groups['start'];
    return { url, method: groups['method'] ?? null, user: groups['user'] ?? null, startedAtMs: start === undefined ? null : Number(start) };
  }
  return null;
}
