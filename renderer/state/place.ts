import type { ArtifactId, CaptureId } from '../../shared/base/ids.ts';
import type { ColumnFilter } from '../../shared/engine/table-query.ts';
import type { TrendMeasure } from '../../shared/engine/trend-question.ts';
import { assertNever } from '../../shared/base/assert-never.ts';

/** What a tab shows. */
export type Place =
  | { readonly type: 'overview' }
  /** `filters` and `only` (rows as built): what the table begins with; a person may take them away. */
  | { readonly type: 'table'; readonly artifact: ArtifactId; readonly view: string; readonly search: string; readonly filters?: readonly ColumnFilter[]; readonly only?: readonly number[] }
  /** `lines`: it begins with the node that holds one of these. */
  | { readonly type: 'tree'; readonly artifact: ArtifactId; readonly view: string; readonly lines?: readonly number[] }
  | { readonly type: 'series'; readonly kind: string; readonly view: string }
  /** `line` is revealed; null leaves the scroll where it is. */
  | { readonly type: 'raw'; readonly capture: CaptureId; readonly line: number | null }
  /** A number of one kind over its captures. */
  | { readonly type: 'trend'; readonly kind: string; readonly measure: TrendMeasure }
  /** Stacks of all captures of a kind merged. */
  | { readonly type: 'flame'; readonly kind: string }
  /** Lines of all captures that hold a text. */
  | { readonly type: 'search'; readonly text: string }
  | { readonly type: 'captures' }
  | { readonly type: 'notes' };

/** Two places with one key share a tab. */
export function placeKey(place: Place): string {
  switch (place.type) {
    case 'overview':
    case 'captures':
    case 'notes':
    case 'search':
      return place.type;
    case 'table':
    case 'tree':
      return `${place.type}:${place.artifact}:${place.view}`;
    case 'series':
      return `series:${place.kind}:${place.view}`;
    case 'trend':
      return `trend:${place.kind}`;
    case 'flame':
      return `flame:${place.kind}`;
    case 'raw':
      return `raw:${place.capture}`;
    default:
      return assertNever(place);
  }
}
