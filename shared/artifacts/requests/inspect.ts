import { numberAt, textAt } from '../../base/column-table-builder.ts';
import { message } from '../../base/message.ts';
import type { InspectorCard } from '../artifact-kind.ts';
import { REQUEST_TEXTS, type RequestListing } from './model.ts';

/** Told by words elsewhere, or by the title. */
const NOT_AS_PRINTED: ReadonlySet<string> = new Set(['source', 'progress', 'url']);

/** What the inspector shows of a row of `requests`. */
export function inspectRequest({ table }: RequestListing, view: string, row: number): InspectorCard | null {
  if (view !== 'requests' || row < 0 || row >= table.rowCount) return null;
  const span = { first: table.firstLine[row] ?? 0, last: table.lastLine[row] ?? 0 };
  const durationMs = numberAt(table.columns.durationMs, row);
  const javaId = numberAt(table.columns.javaId, row);
  const texts = REQUEST_TEXTS.filter((name) => !NOT_AS_PRINTED.has(name)).flatMap((name) => {
    const value = textAt(table.columns[name], row);
    return value === null ? [] : [{ label: `requests.column.${name}`, value, span }];
  });
  return {
    title: message('requests.inspect.title', { url: textAt(table.columns.url, row) ?? textAt(table.columns.thread, row) ?? '' }),
    facts: [
      { label: 'requests.column.progress', value: message(`requests.progress.${textAt(table.columns.progress, row) ?? 'done'}`), span },
      ...(durationMs === null ? [] : [{ label: 'requests.column.durationMs', value: message('requests.inspect.duration', { ms: durationMs }), span }]),
      ...texts,
      ...(javaId === null ? [] : [{ label: 'requests.column.javaId', value: `#${javaId}`, span }]),
      { label: 'requests.column.source', value: message(`requests.source.${textAt(table.columns.source, row) ?? 'access-log'}`), span },
    ],
    block: [],
  };
}
