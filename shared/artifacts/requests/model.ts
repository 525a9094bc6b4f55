import type { NamedTable } from '../../base/column-table-builder.ts';

/**
 * Numbers of a request. `javaId`: Thread.threadId() as printed (`#192` of a thread dump). `durationMs`: being served for, or served in.
 * `startedAtMs`, `seenAtMs`: milliseconds since the epoch where the source prints its zone; the latter is when the source wrote the row. `zoneMinutes`: that zone, east of UTC.
 */
export const REQUEST_NUMBERS = ['javaId', 'durationMs', 'startedAtMs', 'seenAtMs', 'zoneMinutes', 'status', 'bytes'] as const;

/** Texts of a request. `url`: path and query as printed. `stage`: Tomcat's word for where the request is. `startedAt`: as printed, ISO 8601. `source`: see SOURCES. */
export const REQUEST_TEXTS = ['thread', 'method', 'url', 'user', 'remote', 'stage', 'startedAt', 'source', 'progress'] as const;

export type RequestNumber = (typeof REQUEST_NUMBERS)[number];
export type RequestText = (typeof REQUEST_TEXTS)[number];
export type RequestTable = NamedTable<RequestNumber, RequestText>;

/** What wrote a row. */
export const SOURCES = ['tomcat-request-processor', 'tomcat-status', 'stuck-thread-log', 'access-log', 'application-log'] as const;
export type RequestSource = (typeof SOURCES)[number];

/** `in-flight`: being served when the row was written; `done`: written at its end; `idle`: a worker without a request. */
export type Progress = 'in-flight' | 'done' | 'idle';

/** Requests and the threads that serve them, in printed order. */
export interface RequestListing {
  readonly source: RequestSource;
  readonly table: RequestTable;
}

/** The path without its query, by which requests are grouped. */
export function pathOf(url: string): string {
  const end = url.search(/[?;#]/);
  const path = end < 0 ? url : url.slice(0, end);
  return path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '') || '/';
}
