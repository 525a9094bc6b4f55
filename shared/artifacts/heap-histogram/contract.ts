import type { Json, JsonObject } from '../../base/json.ts';
import { moduleOf, type HeapHistogram, type HistogramTotal } from './model.ts';

/** The `data` of `borescope.analysis/1`; see CONTRACT.md, kind `heap-histogram`. */
export function histogramContract(model: HeapHistogram): JsonObject {
  return {
    rows: model.rowCount,
    totalInstances: model.total.instances,
    totalBytes: model.total.shallowBytes,
    printedTotal: model.printedTotal && printed(model.printedTotal),
    live: model.live,
    classes: Array.from({ length: model.rowCount }, (_, row) => contractClass(model, row)),
  };
}

function printed({ instances, shallowBytes }: HistogramTotal): Json {
  return { instances, bytes: shallowBytes };
}

function contractClass(model: HeapHistogram, row: number): Json {
  return {
    className: model.classNames[row] ?? '',
    rawName: model.rawNames[row] ?? '',
    module: moduleOf(model, row),
    instances: model.instances[row] ?? 0,
    shallowBytes: model.shallowBytes[row] ?? 0,
    line: model.lines[row] ?? 0,
  };
}
