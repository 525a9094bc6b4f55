import { groupedNumber, requestRow, type RequestRow } from './request-row.ts';
import { isServing, stageOf, type Stage } from './tomcat-stages.ts';

const WORKER = /<worker\s([^<>]{0,4000})>/g;
const ATTRIBUTE = /(\w+)=(?:"([^"]*)"|'([^']*)')/g;
const TABLE_ROW = /<tr><td[^>]*><strong>(?<stage>[A-Z?])<\/strong><\/td>(?<cells>.{0,8000}?)<\/tr>/g;
const CELL = /<td[^>]*>(.*?)<\/td>/g;

/** Cheap: most lines of most texts hold neither. */
export function mayHoldWorkers(text: string): boolean {
  return text.includes('<worker ') || text.includes('<strong>');
}

/** Workers on a line of Tomcat's /manager/status, as XML or HTML. They bear no thread names. RQ-02 */
export function readStatusPage(text: string): readonly RequestRow[] {
  const xml = [...text.matchAll(WORKER)].map(([, attributes = '']) => workerRow(attributes));
  const html = [...text.matchAll(TABLE_ROW)].flatMap(({ groups }) => tableRow(groups?.['stage'] ?? '', groups?.['cells'] ?? ''));
  return [...xml, ...html];
}

function workerRow(attributes: string): RequestRow {
  const fields = new Map([...attributes.matchAll(ATTRIBUTE)].map(([, name = '', double, single]) => [name, unescaped(double ?? single ?? '')]));
  const field = (name: string): string | null => given(fields.get(name));
  return statusRow(stageOf(field('stage') ?? ''), field('requestProcessingTime'), field('remoteAddr'), field('method'), field('currentUri'), field('currentQueryString'));
}

/** Stage, time, bytes sent, bytes received, client forwarded, client actual, host, request line. */
function tableRow(stage: string, cells: string): readonly RequestRow[] {
  const texts = [...cells.matchAll(CELL)].map(([, cell = '']) => unescaped(cell.replace(/<[^>]*>/g, '')).trim());
  const request = texts.at(-1) ?? '';
  const [method = '', url = ''] = request.split(' ');
  const [duration = ''] = texts;
  return duration.endsWith('ms') || isServing(stageOf(stage)) ? [statusRow(stageOf(stage), duration, texts[4] ?? null, given(method), given(url), null)] : [];
}

function statusRow(stage: Stage | null, duration: string | null, remote: string | null, method: string | null, uri: string | null, query: string | null): RequestRow {
  const serves = isServing(stage);
  const url = uri !== null && query !== null ? `${uri}?${query}` : uri;
  return requestRow('tomcat-status', serves ? 'in-flight' : 'idle', { stage, remote, method: serves ? method : null, url: serves ? url : null, durationMs: serves && duration !== null ? groupedNumber(duration) : null });
}

function given(text: string | undefined): string | null {
  return text === undefined || text === '' || text === '?' || text === 'null' ? null : text;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|(amp|lt|gt|quot|apos|nbsp));/g, (entity, code: string | undefined, name: string | undefined) => (code === undefined ? (ENTITIES[name ?? ''] ?? entity) : String.fromCodePoint(Math.min(Number(code), 0x10ffff))));
}
