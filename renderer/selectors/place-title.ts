import { kindById } from '../../shared/artifacts/registry.ts';
import { assertNever } from '../../shared/base/assert-never.ts';
import { message } from '../../shared/base/message.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import type { Place } from '../state/place.ts';
import { artifactLabel, findArtifact, findCapture } from './artifact-names.ts';
import { measureName } from './trend-measures.ts';
import type { Words } from './use-words.ts';

function viewTitle(view: CaseView | null, place: Extract<Place, { type: 'table' | 'tree' }>, words: Words): string {
  const artifact = view === null ? null : findArtifact(view, place.artifact);
  if (view === null || artifact === null) return place.view;
  const views: readonly { readonly view: string; readonly title: string }[] = place.type === 'table' ? artifact.tables : artifact.trees;
  const found = views.find((one) => one.view === place.view);
  return `${words.translate(message(found?.title ?? place.view))} ${artifactLabel(view, artifact)}`;
}

/** What a tab says. */
export function placeTitle(view: CaseView | null, place: Place, words: Words): string {
  switch (place.type) {
    case 'overview':
      return words.t('navigator.overview');
    case 'captures':
      return words.t('navigator.captures');
    case 'notes':
      return words.t('navigator.notes');
    case 'search':
      return words.t('search.title');
    case 'table':
    case 'tree':
      return viewTitle(view, place, words);
    case 'series':
      return words.translate(message(kindById(place.kind)?.series.find(({ id }) => id === place.view)?.title ?? place.view));
    case 'trend':
      return words.t('trend.title', { name: measureName(view, place.kind, place.measure, words) });
    case 'flame':
      return words.t('flame.title');
    case 'raw': {
      const capture = view === null ? null : findCapture(view, place.capture);
      return words.t('tab.raw', { name: capture?.name ?? place.capture });
    }
    default:
      return assertNever(place);
  }
}
