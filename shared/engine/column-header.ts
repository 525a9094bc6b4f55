import type { ColumnSpec } from '../artifacts/table-view.ts';
import { message } from '../base/message.ts';
import type { Translate } from '../base/translate.ts';

/** What stands over a column, in windows, copies and exports alike. */
export function columnHeader({ header, aggregate }: Pick<ColumnSpec, 'header' | 'aggregate'>, translate: Translate): string {
  const name = translate(message(header));
  return aggregate === undefined ? name : translate(message(`table.aggregate.${aggregate}`, { column: name }));
}
