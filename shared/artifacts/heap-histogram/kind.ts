import type { ArtifactKind } from '../artifact-kind.ts';
import { analyzeComparability } from './analyze-comparability.ts';
import { analyzeGrowingClasses } from './analyze-growing-classes.ts';
import { analyzeHeapGrowth } from './analyze-heap-growth.ts';
import { analyzeLargestClasses } from './analyze-largest-classes.ts';
import { histogramContract } from './contract.ts';
import { diffHistograms } from './diff.ts';
import { inspectClass } from './inspect.ts';
import { HEAP_HISTOGRAM_MESSAGES } from './messages.ts';
import type { HeapHistogram } from './model.ts';
import { HeapHistogramParser } from './parse.ts';
import { HEAP_HISTOGRAM_RECIPE } from './recipe.ts';
import { CLASSES_DIFF } from './series-view.ts';
import { sniffHeapHistogram } from './sniff.ts';
import { CLASSES, PACKAGES } from './view.ts';

/** Class histograms of HotSpot: instances and shallow bytes by class. */
export const HEAP_HISTOGRAM: ArtifactKind<HeapHistogram> = {
  id: 'heap-histogram',
  title: 'heap-histogram.title',
  parserVersion: 1,
  messages: HEAP_HISTOGRAM_MESSAGES,
  sniff: sniffHeapHistogram,
  createParser: (command) => new HeapHistogramParser(command),
  tables: [CLASSES, PACKAGES],
  series: [CLASSES_DIFF],
  trees: [],
  keyFigures: (model) => {
    const { instances, shallowBytes } = model.printedTotal ?? model.total;
    return [
      { id: 'shallow-bytes', label: 'heap-histogram.figure.shallow-bytes', value: shallowBytes, unit: 'bytes' },
      { id: 'instances', label: 'heap-histogram.figure.instances', value: instances, unit: 'count' },
      { id: 'classes', label: 'heap-histogram.figure.classes', value: model.rowCount, unit: 'count' },
    ];
  },
  analyzers: [analyzeLargestClasses],
  seriesAnalyzers: [analyzeComparability, analyzeGrowingClasses, analyzeHeapGrowth],
  inspect: inspectClass,
  toContract: histogramContract,
  diff: diffHistograms,
  recipe: HEAP_HISTOGRAM_RECIPE,
};
