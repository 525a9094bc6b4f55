import type { ReactNode } from 'react';
import { message } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';

/** The end of a column filter's form. */
export function FilterButtons({ onRemove, translate }: { readonly onRemove: () => void; readonly translate: Translate }): ReactNode {
  return (
    <div className="filter-buttons">
      <button type="button" className="button quiet" onClick={onRemove}>
        {translate(message('table.remove'))}
      </button>
      <button type="submit" className="button primary">
        {translate(message('table.apply'))}
      </button>
    </div>
  );
}
