import { pathOf, type CallTree } from '../artifacts/call-tree.ts';
import type { JsonObject } from '../base/json.ts';

/** Words of the profiles' names, in the reader's language. */
export interface SpeedscopeNames {
  readonly file: string;
  readonly samples: string;
  readonly estimate: string;
}

/**
 * A file for speedscope (https://www.speedscope.app/file-format-schema.json): one profile counts samples; where the time between captures is known, a second
 * one gives thread time as samples × interval, which its name calls an estimate.
 */
export function speedscopeFile(tree: CallTree, names: SpeedscopeNames, exporter: string): JsonObject {
  const ends = tree.self.flatMap((count, node) => (count === 0 || node === 0 ? [] : [{ count, stack: pathOf(tree, node).map((at) => tree.frame[at] ?? 0) }]));
  const profile = (name: string, unit: 'none' | 'milliseconds', weight: number): JsonObject => {
    const weights = ends.map(({ count }) => count * weight);
    return { type: 'sampled', name, unit, startValue: 0, endValue: weights.reduce((sum, one) => sum + one, 0), samples: ends.map(({ stack }) => stack), weights };
  };
  return {
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    version: '0.0.1',
    exporter,
    name: names.file,
    activeProfileIndex: 0,
    shared: { frames: tree.frames.map(({ name, file }) => (file === null ? { name } : { name, file })) },
    profiles: [profile(names.samples, 'none', 1), ...(tree.intervalMs === null ? [] : [profile(names.estimate, 'milliseconds', tree.intervalMs)])],
  };
}
