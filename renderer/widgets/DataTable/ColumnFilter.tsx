import { useMemo, type ReactNode } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { message } from '../../../shared/base/message.ts';
import type { ColumnSpec } from '../../../shared/artifacts/table-view.ts';
import { columnHeader } from '../../../shared/engine/column-header.ts';
import type { ColumnFilter as Filter } from '../../../shared/engine/table-query.ts';
import type { Words } from './cell-text.ts';
import { withFilter, withoutColumn } from './filter-list.ts';
import { RangeFilter } from './RangeFilter.tsx';
import type { TableSource } from './table-source.ts';
import { ValueFilter } from './ValueFilter.tsx';

interface ColumnFilterProps {
  readonly spec: ColumnSpec;
  readonly anchor: HTMLElement;
  readonly source: TableSource;
  readonly filters: readonly Filter[];
  readonly setFilters: (filters: readonly Filter[]) => void;
  readonly onClose: () => void;
  readonly words: Words;
}

/** The filter of one column: a list of its values, or a range for numbers. */
export function ColumnFilter({ spec, anchor, source, filters, setFilters, onClose, words }: ColumnFilterProps): ReactNode {
  const trigger = useMemo(() => ({ current: anchor }), [anchor]);
  const apply = (filter: Filter | null): void => {
    onClose();
    const others = withoutColumn(filters, spec.id);
    setFilters(filter === null ? others : withFilter(others, filter));
  };
  const label = words.translate(message('table.values', { column: columnHeader(spec, words.translate) }));
  return (
    <Popover className="floating" triggerRef={trigger} isOpen onOpenChange={(open) => (open ? undefined : onClose())} placement="bottom start">
      <Dialog className="column-filter" aria-label={label}>
        {spec.type === 'number' ? <RangeFilter spec={spec} filters={filters} apply={apply} words={words} /> : <ValueFilter spec={spec} source={source} filters={filters} apply={apply} words={words} />}
      </Dialog>
    </Popover>
  );
}
