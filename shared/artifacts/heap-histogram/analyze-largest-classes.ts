import type { Evidence, Finding } from '../finding.ts';
import { message } from '../../base/message.ts';
import { isNonEmpty } from '../../base/non-empty.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import { isApplicationClass } from './class-names.ts';
import { moduleOf, type HeapHistogram } from './model.ts';
import { shareOf } from './view.ts';

const SHOWN = 3;

/** What fills the heap? HH-10 */
export function analyzeLargestClasses({ id, parsed: { model } }: LoadedArtifact<HeapHistogram>): readonly Finding[] {
  const rows = rowsBySize(model);
  const [first, ...others] = rows.slice(0, SHOWN);
  if (first === undefined) return [];
  const application = rows.find((row) => isApplicationClass(model.classNames[row] ?? '', moduleOf(model, row)));
  const shown = [first, ...others, ...(application === undefined ? [] : [application])];
  const evidence: readonly Evidence[] = [...new Set(shown)].map((row) => ({ artifact: id, line: model.lines[row] ?? 0 }));
  if (!isNonEmpty(evidence)) return [];
  return [
    {
      rule: 'largest-classes',
      severity: 'info',
      certainty: 'printed',
      title: message('heap-histogram.finding.largest', { ...paramsOf(model, first), total: (model.printedTotal ?? model.total).shallowBytes }),
      details: [
        ...others.map((row) => message('heap-histogram.finding.largest.next', paramsOf(model, row))),
        ...(application === undefined || shown.indexOf(application) < SHOWN ? [] : [message('heap-histogram.finding.largest.application', paramsOf(model, application))]),
      ],
      evidence,
      subject: '',
      weight: shareOf(model.shallowBytes[first] ?? 0, model) / 100,
    },
  ];
}

function rowsBySize({ rowCount, shallowBytes }: HeapHistogram): readonly number[] {
  return Array.from({ length: rowCount }, (_, row) => row).toSorted((a, b) => (shallowBytes[b] ?? 0) - (shallowBytes[a] ?? 0));
}

function paramsOf(model: HeapHistogram, row: number): Readonly<Record<string, string | number>> {
  const bytes = model.shallowBytes[row] ?? 0;
  return { class: model.classNames[row] ?? '', bytes, count: model.instances[row] ?? 0, share: shareOf(bytes, model) };
}
