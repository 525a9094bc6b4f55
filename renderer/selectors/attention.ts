import type { CaptureId } from '../../shared/base/ids.ts';
import type { ArtifactSummary } from '../../shared/engine/engine.ts';
import type { CaseView } from '../../shared/host-api/views.ts';
import { unrecognisedSentence } from '../../shared/report/unrecognised-sentence.ts';
import type { Place } from '../state/place.ts';
import { artifactFullName } from './artifact-names.ts';
import { leftOutBySource, needsAttention } from './case-warnings.ts';
import { completenessText } from './completeness-text.ts';
import type { Words } from './use-words.ts';

/** Something about the evidence that limits what the findings can say. */
export interface Attention {
  readonly key: string;
  readonly what: string;
  readonly why: string;
  /** null: nothing in the case to go to. */
  readonly place: Place | null;
}

function captureName(view: CaseView, id: CaptureId): string {
  return view.captures.find((capture) => capture.id === id)?.name ?? id;
}

/** The list of those lines, where the kind has one. */
function placeOfUnparsed({ id, unparsedLines, tables }: ArtifactSummary): Place {
  return unparsedLines > 0 && tables.some(({ view }) => view === 'unparsed') ? { type: 'table', artifact: id, view: 'unparsed', search: '' } : { type: 'captures' };
}

/** Files that did not come in, partial captures, captures in which nothing was recognised, and lines nobody understood. */
export function attentionList(view: CaseView, words: Words): readonly Attention[] {
  const partial = view.captures.filter(({ completeness }) => completeness.status === 'partial').map((capture): Attention => ({ key: `partial:${capture.id}`, what: capture.name, why: completenessText(capture, words), place: { type: 'raw', capture: capture.id, line: null } }));
  const unknown = view.readings.flatMap(({ capture, unrecognised }): readonly Attention[] =>
    unrecognised === null ? [] : [{ key: `unknown:${capture}`, what: captureName(view, capture), why: words.translate(unrecognisedSentence(unrecognised)), place: { type: 'raw', capture, line: null } }],
  );
  const unparsed = view.artifacts.filter(needsAttention).map((artifact): Attention => {
    const [first] = artifact.diagnostics;
    const why = artifact.unparsedLines > 0 || first === undefined ? words.t('capture.unparsed', { count: artifact.unparsedLines }) : words.translate(first.message);
    return { key: `unparsed:${artifact.id}`, what: artifactFullName(view, artifact, words), why, place: placeOfUnparsed(artifact) };
  });
  const leftOut = Array.from(leftOutBySource(view), ([source, count]): Attention => ({ key: `left-out:${source}`, what: source, why: words.t('left-out.some', { count }), place: { type: 'captures' } }));
  const ownRules = view.ownRuleProblems.map((problem, i): Attention => ({ key: `own-rule:${i}`, what: String(problem.params['file'] ?? ''), why: words.translate(problem), place: null }));
  return [...leftOut, ...partial, ...unknown, ...unparsed, ...ownRules];
}
