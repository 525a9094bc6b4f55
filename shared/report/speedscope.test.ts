import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CallTree } from '../artifacts/call-tree.ts';
import { collapsedStacks } from './collapsed-stacks.ts';
import { speedscopeFile } from './speedscope.ts';

/** main → work (3, of them 2 in read;file), main → idle (1). */
const TREE: CallTree = {
  frames: [{ name: 'm.main', file: 'M.java', origin: 'application' }, { name: 'm.work', file: null, origin: 'application' }, { name: 'io.read;file', file: 'Io.java', origin: 'library' }, { name: 'm.idle', file: 'M.java', origin: 'application' }],
  frame: [-1, 0, 1, 2, 3],
  parent: [-1, 0, 1, 2, 1],
  total: [4, 4, 3, 2, 1],
  self: [0, 0, 1, 2, 1],
  capture: [0, 0, 0, 0, 1],
  line: [1, 1, 1, 1, 9],
  samples: 4, captures: 2, intervalMs: 1500, leftOut: 0, pools: [], requestSamples: 0, threads: [],
};
const NAMES = { file: 'app.log', samples: 'samples', estimate: 'estimate' };

// As https://www.speedscope.app/file-format-schema.json and the types it is made from describe a file with sampled profiles.
const index = z.number().int().min(0);
const schema = z.object({
  $schema: z.literal('https://www.speedscope.app/file-format-schema.json'),
  version: z.string(),
  exporter: z.string().optional(),
  name: z.string().optional(),
  activeProfileIndex: index.optional(),
  shared: z.strictObject({ frames: z.array(z.strictObject({ name: z.string(), file: z.string().optional(), line: z.number().optional(), col: z.number().optional() })) }),
  profiles: z.array(
    z.strictObject({
      type: z.literal('sampled'),
      name: z.string(),
      unit: z.enum(['none', 'nanoseconds', 'microseconds', 'milliseconds', 'seconds', 'bytes']),
      startValue: z.number(),
      endValue: z.number(),
      samples: z.array(z.array(index)),
      weights: z.array(z.number()),
    }),
  ),
});

describe('flame graph files', () => {
  it('[RP-20] speedscope files keep to its format: as many weights as samples, frames that exist, an end that is the sum', () => {
    const file = schema.parse(speedscopeFile(TREE, NAMES, 'borescope@1'));
    expect(file.profiles).toHaveLength(2);
    for (const { samples, weights, startValue, endValue } of file.profiles) {
      expect(weights).toHaveLength(samples.length);
      expect(endValue - startValue).toBe(weights.reduce((sum, one) => sum + one, 0));
      expect(samples.flat().every((frame) => frame < file.shared.frames.length)).toBe(true);
    }
    expect(file.profiles[0]).toMatchObject({ name: 'samples', unit: 'none', samples: [[0, 1], [0, 1, 2], [0, 3]], weights: [1, 2, 1] });
    expect(file.profiles[1]).toMatchObject({ name: 'estimate', unit: 'milliseconds', endValue: 6000 });
  });

  it('[RP-20] speedscope files give no times where the captures do not', () => {
    expect(schema.parse(speedscopeFile({ ...TREE, intervalMs: null }, NAMES, 'borescope@1')).profiles.map(({ unit }) => unit)).toEqual(['none']);
  });

  it('[RP-21] collapsed stacks are a line each, outermost call first, and no name breaks a line', () => {
    expect(collapsedStacks(TREE)).toBe('m.main;m.work 1\nm.main;m.work;io.read:file 2\nm.main;m.idle 1\n');
    expect(collapsedStacks({ ...TREE, frame: [-1], parent: [-1], total: [0], self: [0], samples: 0 })).toBe('');
  });
});
