import { textAt } from '../base/column-table-builder.ts';
import type { NonEmpty } from '../base/non-empty.ts';
import { isNonEmpty } from '../base/non-empty.ts';
import { portText, type SocketListing, type SocketTable } from '../artifacts/sockets/model.ts';
import { rowsInState, servicesOf } from '../artifacts/sockets/service-reading.ts';
import { framesOf, text } from '../artifacts/thread-dump/dump-reading.ts';
import type { ThreadDump } from '../artifacts/thread-dump/model.ts';
import type { Confidence } from './thread-request.ts';
import { activityOf } from '../artifacts/thread-dump/stack-reading.ts';

/** `service`: a program of this host that is known to be neither database nor broker. */
type BackendFamily = 'database' | 'messaging' | 'service';

/** A service that the process has connections open to. */
export interface Backend {
  /** `10.0.3.7:5432` */
  readonly endpoint: string;
  /** What it is, by the program that listens there or by its port; null = not known. */
  readonly family: BackendFamily | null;
  /** Rows of its ESTABLISHED connections. */
  readonly rows: NonEmpty<number>;
}

/** Where a thread's call to the outside may lead. One backend: high where the process has no other, or its family is known and those of all others as well; else medium. Several: low, they are candidates. */
export interface ThreadBackend {
  readonly backends: NonEmpty<Backend>;
  readonly confidence: Confidence;
}

const DATABASE_PORTS: ReadonlySet<string> = new Set(['5432', '6432', '3306', '3307', '1521', '1522', '1526', '1433', '50000', '27017', '6379', '9042', '8629', '33000', '20300', '8123', '7687']);
const MESSAGING_PORTS: ReadonlySet<string> = new Set(['9092', '5672', '5671', '61616', '1414', '6650']);
const DATABASE_NAMES = /postgres|mysql|maria|oracle|tnslsnr|ms-sql|sqlservr|mongo|redis|cassandra|tibero|tbsvr|altibase|cubrid|pgbouncer|clickhouse|neo4j|db2/i;
const MESSAGING_NAMES = /^(?:amqps?|kafka|beam\.smp|rabbitmq)/i;
/** A JVM that listens may be a database as well. */
const TELLS_NOTHING = /^(?:java|docker-proxy|haproxy|nginx|envoy|socat|sshd?)$/i;
/** Runs programs of any purpose: a well-known port says more. The main thread of node calls itself MainThread. */
const RUNS_ANYTHING = /^(?:node|MainThread|python[\d.]*|ruby|dotnet|php\S*)$/i;
/** Reads what a client sent: a socket that others opened. */
const READS_A_CLIENT = /\b(?:Http11InputBuffer|InternalInputBuffer|AjpProcessor|NioEndpoint\$NioSocketWrapper|HttpInput|ServletInputStreamImpl|UndertowInputStream)\b|\bsun\.rmi\.transport\./;

/** Services that the process has ESTABLISHED connections to, most connections first. `pid` null: nobody knows the process, and a listing of a whole host says nothing of it. CR-07 */
export function backendsOf({ table }: SocketListing, pid: number | null): readonly Backend[] {
  const established = new Set(rowsInState(table, 'ESTABLISHED'));
  const programs = listenersByPort(table);
  return servicesOf(table)
    .filter((service) => service.direction === 'outbound' && pid !== null && service.pid === pid)
    .flatMap(({ endpoint, rows: all }): readonly Backend[] => {
      const rows = all.filter((row) => established.has(row));
      return isNonEmpty(rows) ? [{ endpoint, family: familyOf(table, rows[0], programs), rows }] : [];
    })
    .toSorted((a, b) => b.rows.length - a.rows.length);
}

/** Answers by the sorts wanted: many threads ask the same of one list. */
const answers = new WeakMap<readonly Backend[], Map<string, ThreadBackend | null>>();

/** The backend that a thread waits for, by what its stack does and by what the backends are. null where it does not call out, or no connection fits. CR-07 */
export function threadBackend(dump: ThreadDump, row: number, backends: readonly Backend[]): ThreadBackend | null {
  const wanted = wantedFamilies(dump, row);
  if (wanted === null) return null;
  const known = answers.get(backends) ?? new Map<string, ThreadBackend | null>();
  answers.set(backends, known);
  const key = wanted.join(' ');
  const answer = known.get(key);
  if (answer !== undefined) return answer;
  const made = fittingBackend(wanted, backends);
  known.set(key, made);
  return made;
}

function fittingBackend(wanted: readonly BackendFamily[], backends: readonly Backend[]): ThreadBackend | null {
  const possible = backends.filter(({ family }) => family === null || wanted.length === 0 || wanted.includes(family));
  const known = possible.filter(({ family }) => family !== null && wanted.includes(family));
  // A database or broker is mostly known as one; anything may speak HTTP.
  const fitting = known.length > 0 && !wanted.includes('service') ? known : possible;
  if (!isNonEmpty(fitting)) return null;
  if (fitting.length > 1) return { backends: fitting, confidence: 'low' };
  return { backends: fitting, confidence: backends.length === 1 || (known.length === 1 && possible.length === 1) ? 'high' : 'medium' };
}

/** Whether a thread waits for an answer of another service, and not for one of its own clients. */
export function callsOut(dump: ThreadDump, row: number): boolean {
  return wantedFamilies(dump, row) !== null;
}

/** Empty: any. null: the thread calls nobody. */
function wantedFamilies(dump: ThreadDump, row: number): readonly BackendFamily[] | null {
  switch (activityOf(dump, row)) {
    case 'queries-database':
      return ['database'];
    case 'uses-messaging':
      return ['messaging'];
    case 'calls-http':
      return ['service'];
    case 'reads-socket':
      return Array.from(framesOf(dump, row)).some((frame) => READS_A_CLIENT.test(text(dump, frame))) ? null : [];
    default:
      return null;
  }
}

function familyOf(table: SocketTable, row: number, programs: ReadonlyMap<string, string>): BackendFamily | null {
  const port = portText(table, row, 'remote');
  const program = isOfThisHost(table, row) ? programs.get(port) : undefined;
  const byPort = familyByPort(port);
  if (program === undefined || TELLS_NOTHING.test(program)) return byPort;
  if (DATABASE_NAMES.test(program)) return 'database';
  if (MESSAGING_NAMES.test(program)) return 'messaging';
  return RUNS_ANYTHING.test(program) ? (byPort ?? 'service') : 'service';
}

/** A number, or the name that the tool printed for it. */
function familyByPort(port: string): BackendFamily | null {
  if (DATABASE_NAMES.test(port) || DATABASE_PORTS.has(port)) return 'database';
  if (MESSAGING_NAMES.test(port) || MESSAGING_PORTS.has(port)) return 'messaging';
  return /^(?:80|443|https?)$/.test(port) ? 'service' : null;
}

/** A connection to oneself has the address of the host at both ends. */
function isOfThisHost({ columns }: SocketTable, row: number): boolean {
  const remote = textAt(columns.remoteAddress, row);
  return remote !== null && (remote === textAt(columns.localAddress, row) || /^(?:::ffff:)?127\.|^::1$/.test(remote));
}

function listenersByPort(table: SocketTable): ReadonlyMap<string, string> {
  const programs = new Map<string, string>();
  for (const row of rowsInState(table, 'LISTEN')) {
    const program = textAt(table.columns.program, row);
    if (program !== null) programs.set(portText(table, row, 'local'), program);
  }
  return programs;
}
