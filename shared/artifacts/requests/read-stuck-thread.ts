import { groupedNumber, requestRow, type RequestRow } from './request-row.ts';

/** StuckThreadDetectionValve of Tomcat 7 to 11, JBossWeb and Undertow, each with or without brackets and quotes. */
const ACTIVE = /Thread \[?"?(?<thread>[^"\]]+?)"?\]? \(id=\[?(?<id>\d+)\]?\) has been active for \[?(?<ms>[\d.,'\u00a0\u202f ]+?)\]? milliseconds \(since \[?(?<since>[^\])]+)\]?\) to serve the same request for \[?(?<url>\S+?)\]? (?:and may be stuck|\(?and may)/;
const COMPLETED = /Thread \[?"?(?<thread>[^"\]]+?)"?\]? \(id=\[?(?<id>\d+)\]?\) was previously reported to be stuck but has completed\. It was active for approximately \[?(?<ms>[\d.,'\u00a0\u202f ]+?)\]? milliseconds/;
const WEBLOGIC = /\[STUCK\] (?<thread>ExecuteThread: '\d+' for queue: '[^']+') has been busy for "(?<s>\d+)" seconds working on the request "(?<what>[^"]*)/;
const WEBSPHERE = /WSVR0605W: Thread "?(?<thread>[^"(]+?)"? \((?<id>[0-9a-f]+)\) has been active for (?<ms>\d+) milliseconds and may be hung/;
const LIBERTY = /TRAS011[24]W: Request (?<request>\S+) has been running on thread (?<id>[0-9a-f]+) for (?:at least )?(?<ms>[\d.]+)\s?ms/;
/** Words that a line of any of them holds; a cheap look before the patterns. */
const WORDS = /has been active for|was previously reported to be stuck|\[STUCK\]|TRAS011[24]W/;

/** A log line in which a server says that a thread serves one request for long; null when it is none. RQ-03 */
export function readStuckThread(text: string): RequestRow | null {
  if (!WORDS.test(text)) return null;
  const active = ACTIVE.exec(text)?.groups;
  if (active) return requestRow('stuck-thread-log', 'in-flight', { thread: active['thread'] ?? null, javaId: Number(active['id']), durationMs: groupedNumber(active['ms'] ?? ''), url: active['url'] ?? null, startedAt: active['since'] ?? null });
  const completed = COMPLETED.exec(text)?.groups;
  if (completed) return requestRow('stuck-thread-log', 'done', { thread: completed['thread'] ?? null, javaId: Number(completed['id']), durationMs: groupedNumber(completed['ms'] ?? '') });
  const weblogic = WEBLOGIC.exec(text)?.groups;
  if (weblogic) return requestRow('stuck-thread-log', 'in-flight', { thread: weblogic['thread'] ?? null, durationMs: Number(weblogic['s']) * 1000, ...requestLine(weblogic['what'] ?? '') });
  const websphere = WEBSPHERE.exec(text)?.groups;
  if (websphere) return requestRow('stuck-thread-log', 'in-flight', { thread: websphere['thread'] ?? null, durationMs: Number(websphere['ms']) });
  const liberty = LIBERTY.exec(text)?.groups;
  // Liberty prints the Java thread id in hexadecimal and no name.
  return liberty ? requestRow('stuck-thread-log', 'in-flight', { javaId: Number.parseInt(liberty['id'] ?? '', 16), durationMs: Math.round(Number(liberty['ms'])) }) : null;
}

/** `POST /uri HTTP/1.1`, wherever it stands; WebLogic prints it on the line after the sentence. */
export function requestLine(text: string): { readonly method?: string; readonly url?: string } {
  const line = /\b(?<method>GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS) (?<url>\/\S*)(?: HTTP\/[\d.]+)?/.exec(text)?.groups;
  if (line?.['method'] !== undefined && line['url'] !== undefined) return { method: line['method'], url: line['url'] };
  const bare = /Http Request: (\/\S*)/.exec(text)?.[1];
  return bare === undefined ? {} : { url: bare };
}
