import { requestRow, type RequestRow } from './request-row.ts';

/** A time, then somewhere the thread in brackets, then a request line or a field that names a path. */
const LINE = /^\S*(?<time>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?).{0,200}?\[\s*(?<thread>[^\][]{0,120}?(?:exec|task|worker|qtp|http|nio|thread|executor|vert\.x)[^\][]{0,120}?)\s*\](?<rest>.*)$/i;
const REQUEST = /\b(?<method>GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)\s+"?(?<url>\/[^\s"',;\])]*)/;
const FIELD = /\b(?:uri|url|path|requestURI|request_uri|http\.target)\s*[=:]\s*"?(?<url>\/[^\s"',;\]}]*)/i;

/** A line of an application's log that tells what its thread serves; null when it does not. Medium evidence: the thread may have gone on since. RQ-06 */
export function readApplicationLine(text: string): RequestRow | null {
  // Both patterns begin at a time: most lines of other texts are passed over here.
  if (!/^\S*\d{4}-\d\d-\d\d/.test(text)) return null;
  const found = LINE.exec(text)?.groups;
  if (!found) return null;
  const rest = found['rest'] ?? '';
  const request = REQUEST.exec(rest)?.groups ?? FIELD.exec(rest)?.groups;
  const url = request?.['url'];
  if (url === undefined) return null;
  const printed = (found['time'] ?? '').replace(' ', 'T').replace(',', '.');
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(printed);
  const time = hasZone ? Date.parse(printed) : Number.NaN;
  return requestRow('application-log', 'in-flight', { thread: found['thread'] ?? null, method: request?.['method'] ?? null, url, startedAt: printed, startedAtMs: Number.isNaN(time) ? null : time });
}
