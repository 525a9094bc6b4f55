import { message } from '../../base/message.ts';
import type { InspectorCard } from '../artifact-kind.ts';
import { moduleOf, type HeapHistogram } from './model.ts';
import { shareOf } from './view.ts';

/** What the inspector shows of a row of `classes`; rows of `packages` say it all themselves. */
export function inspectClass(model: HeapHistogram, table: string, row: number): InspectorCard | null {
  const className = table === 'classes' ? model.classNames[row] : undefined;
  if (className === undefined) return null;
  const rawName = model.rawNames[row] ?? className;
  const module = moduleOf(model, row);
  const instances = model.instances[row] ?? 0;
  const bytes = model.shallowBytes[row] ?? 0;
  const line = model.lines[row] ?? 0;
  const span = { first: line, last: line };
  const fact = (id: string, value: InspectorCard['facts'][number]['value']): InspectorCard['facts'][number] => ({ label: `heap-histogram.column.${id}`, value, span });
  return {
    title: message('heap-histogram.inspect.title', { class: className }),
    facts: [
      fact('class', className),
      ...(rawName === className ? [] : [fact('raw-name', rawName)]),
      ...(module === null ? [] : [fact('module', module)]),
      fact('rank', String(model.ranks[row] ?? 0)),
      fact('instances', message('heap-histogram.inspect.count', { count: instances })),
      fact('shallow-bytes', message('heap-histogram.inspect.bytes', { bytes })),
      ...(instances > 0 ? [fact('average', message('heap-histogram.inspect.average', { bytes: bytes / instances }))] : []),
      fact('share', message('heap-histogram.inspect.share', { share: shareOf(bytes, model) })),
    ],
    block: [],
  };
}
