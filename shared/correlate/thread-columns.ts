import { pathOf } from '../artifacts/requests/model.ts';
import type { ColumnSpec } from '../artifacts/table-view.ts';
import type { Column } from '../base/column-table.ts';
import { textColumn } from '../base/text-column-builder.ts';
import type { ThreadCpu } from './thread-cpu.ts';
import type { ThreadRequest } from './thread-request.ts';

/** Columns that other captures add to a table. */
export interface JoinedColumns {
  readonly specs: readonly ColumnSpec[];
  readonly columns: Readonly<Record<string, Column>>;
}

/** Where sources contradict each other, what each of them says: none is chosen. CR-05 */
function shownUrl(request: ThreadRequest | undefined): string | null {
  if (request === undefined) return null;
  const { contradicts, evidence: [best] } = request;
  return contradicts ? [...new Set(request.evidence.filter(({ confidence }) => confidence !== 'low').map(({ url }) => url))].join(' ≠ ') : best.url;
}

function shownPath(request: ThreadRequest | undefined): string | null {
  return request === undefined || request.contradicts ? null : pathOf(request.evidence[0].url);
}

/** What requests and thread lists say of the threads of a dump; only columns that say something. */
export function threadColumns(rowCount: number, requests: readonly ThreadRequest[], cpu: readonly ThreadCpu[]): JoinedColumns {
  const specs: ColumnSpec[] = [];
  const columns: Record<string, Column> = {};
  const numbers = (values: readonly (readonly [row: number, value: number | null])[]): Column => {
    const column = new Float64Array(rowCount).fill(Number.NaN);
    for (const [row, value] of values) if (value !== null) column[row] = value;
    return { type: 'number', values: column };
  };
  if (requests.length > 0) {
    const byThread = new Map(requests.map((request) => [request.thread, request]));
    const best = (row: number): ThreadRequest['evidence'][0] | undefined => byThread.get(row)?.evidence[0];
    specs.push(
      { id: 'requestUrl', header: 'correlate.column.url', hint: 'correlate.hint.url', type: 'text', unit: 'none', look: 'code', width: 240 },
      { id: 'requestPath', header: 'correlate.column.path', hint: 'correlate.hint.path', type: 'text', unit: 'none', look: 'code', width: 200, hiddenAtFirst: true },
      { id: 'requestMs', header: 'correlate.column.requestMs', hint: 'correlate.hint.requestMs', type: 'number', unit: 'milliseconds', look: 'plain', width: 96 },
      { id: 'requestSource', header: 'correlate.column.source', type: 'text', unit: 'none', look: 'plain', width: 150, words: 'correlate.source', hiddenAtFirst: true },
      { id: 'requestConfidence', header: 'correlate.column.confidence', type: 'text', unit: 'none', look: 'plain', width: 104, words: 'correlate.confidence' },
    );
    columns['requestUrl'] = textColumn(rowCount, (row) => shownUrl(byThread.get(row)));
    columns['requestPath'] = textColumn(rowCount, (row) => shownPath(byThread.get(row)));
    columns['requestMs'] = numbers(requests.map(({ thread, evidence: [first] }) => [thread, first.durationMs]));
    columns['requestSource'] = textColumn(rowCount, (row) => best(row)?.source ?? null);
    columns['requestConfidence'] = textColumn(rowCount, (row) => (byThread.get(row)?.contradicts === true ? 'contradicted' : (best(row)?.confidence ?? null)));
  }
  if (cpu.some(({ cpuPercent }) => !Number.isNaN(cpuPercent))) {
    specs.push({ id: 'cpuPercent', header: 'correlate.column.cpuPercent', hint: 'correlate.hint.cpuPercent', type: 'number', unit: 'percent', look: 'plain', width: 80 });
    columns['cpuPercent'] = numbers(cpu.filter(({ confidence }) => confidence !== 'low').map(({ thread, cpuPercent }) => [thread, Number.isNaN(cpuPercent) ? null : cpuPercent]));
  }
  return { specs, columns };
}
