import { clfTime } from './clf-time.ts';
import { requestRow, type RequestRow } from './request-row.ts';

/** Common log format and whatever its pattern adds: durations, a thread's name, referer, agent. */
const LINE = /^(?<remote>\S+) (?<ident>\S+) (?<user>[^["]{1,200}) \[(?<time>[^\]]{20,40})\] "(?<method>[A-Z]+) (?<url>\S+)(?: [^"]*)?" (?<status>\d{3}) (?<bytes>\d+|-)(?<rest>.*)$/;
/** Names that servers give to the threads that serve requests; they may hold spaces. */
const THREAD = /(?:(?:https?|ajp)-[\w.[\]:%-]+-exec-\d+|catalina-exec-\d+|[\w.-]*exec-\d+|default task-\d+|XNIO-\d+ (?:task|I\/O)-\d+|qtp\d+-\d+|[\w-]*executor-thread-\d+|Default Executor-thread-\d+|http-thread-pool(?:::|\|)[^\s"]+|vert\.x-[\w-]+-\d+|reactor-http-\w+-\d+|tomcat-handler-\d+|pool-\d+-thread-\d+)/;

export interface AccessLine {
  readonly row: RequestRow;
  /** Unquoted numbers after the bytes, in order: durations in units that only their pattern knows. */
  readonly numbers: readonly number[];
}

/** One line of an access log; null when it is none. */
export function readAccessLine(text: string): AccessLine | null {
  const found = LINE.exec(text)?.groups;
  if (!found) return null;
  const time = clfTime(found['time'] ?? '');
  if (time === null) return null;
  const rest = found['rest'] ?? '';
  const unquoted = rest.replace(/"(?:[^"\\]|\\.)*"/g, ' ');
  const thread = THREAD.exec(unquoted)?.[0] ?? THREAD.exec(rest)?.[0] ?? null;
  const numbers = (thread === null ? unquoted : unquoted.replace(thread, ' ')).split(/\s+/).filter((field) => /^\d+(?:\.\d+)?$/.test(field)).map(Number);
  const user = found['user'] ?? '-';
  return {
    row: requestRow('access-log', 'done', {
      thread,
      method: found['method'] ?? null,
      url: found['url'] ?? null,
      user: user === '-' ? null : user,
      remote: found['remote'] ?? null,
      seenAtMs: time.ms,
      zoneMinutes: time.zoneMinutes,
      status: Number(found['status']),
      bytes: found['bytes'] === '-' ? null : Number(found['bytes']),
    }),
    numbers,
  };
}
