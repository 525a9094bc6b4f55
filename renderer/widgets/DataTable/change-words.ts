import { message } from '../../../shared/base/message.ts';
import type { Translate } from '../../../shared/base/translate.ts';
import type { ChangeSort } from './cell-text.ts';

/** The words of a diff in the present language; looked up once and not for every cell. */
export type ChangeWords = Readonly<Record<ChangeSort, string>>;

export function changeWords(translate: Translate): ChangeWords {
  return {
    added: translate(message('table.change.added')),
    removed: translate(message('table.change.removed')),
    changed: translate(message('table.change.changed')),
    same: translate(message('table.change.same')),
  };
}
