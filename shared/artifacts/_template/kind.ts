import { message } from '../../base/message.ts';
import type { ArtifactKind } from '../artifact-kind.ts';
import { analyzeLoad } from './analyze-load.ts';
import { TEMPLATE_MESSAGES } from './messages.ts';
import type { UptimeLog } from './model.ts';
import { UptimeParser } from './parse.ts';
import { sniffUptime } from './sniff.ts';
import { SAMPLES } from './view.ts';

/**
 * A kind to copy: reads the output of uptime(1). It is not in the registry.
 * docs/ADD-A-KIND.md says what to do with the copy; kind-contract.test.ts says whether it is done.
 */
export const TEMPLATE: ArtifactKind<UptimeLog> = {
  id: 'template',
  title: 'template.title',
  // Raise it whenever the same bytes give another model.
  parserVersion: 1,
  messages: TEMPLATE_MESSAGES,
  sniff: sniffUptime,
  createParser: () => new UptimeParser(),
  tables: [SAMPLES],
  // Tables over two or more captures, and trees; heap-histogram and thread-dump have them.
  series: [],
  trees: [],
  keyFigures: (model) => [{ id: 'load', label: 'template.figure.load', value: Math.max(...model.load), unit: 'none' }],
  analyzers: [analyzeLoad],
  seriesAnalyzers: [],
  inspect: (model, table, row) =>
    table === 'samples' && row < model.rowCount
      ? { title: message('template.inspect.title', { row: row + 1 }), facts: [{ label: 'template.column.load', value: String(model.load[row]), span: { first: model.lines[row] ?? 1, last: model.lines[row] ?? 1 } }], block: [] }
      : null,
  // `data` of borescope.analysis/1. NaN is no JSON: null is.
  toContract: (model) => ({
    rows: model.rowCount,
    samples: Array.from({ length: model.rowCount }, (_, row) => ({ load: model.load[row] ?? null, users: Number.isNaN(model.users[row]) ? null : (model.users[row] ?? null), line: model.lines[row] ?? null })),
  }),
  diff: () => ({ added: [], removed: [], changed: [] }),
  // How to obtain it from a process: see heap-histogram/recipe.ts. null = import only.
  recipe: null,
};
