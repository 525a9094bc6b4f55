import { message } from '../../base/message.ts';
import { attachAlternatives } from '../../collect/attach.ts';
import type { Recipe } from '../../collect/recipe.ts';

/** Printed last; without it the histogram is cut. */
const TOTAL_LINE = /^Total\s+\d+/m;

/** jcmd, or the same question by a tool of the target's own: it needs no agent and runs on every HotSpot from 7 on. The first counts reachable objects and collects first; the second counts garbage too and spares the collection. */
export const HEAP_HISTOGRAM_RECIPE: Recipe = {
  kind: 'heap-histogram',
  alternatives: [
    {
      id: 'jcmd',
      needs: ['jcmd'],
      impact: 'high',
      effect: message('heap-histogram.recipe.jcmd.effect'),
      worstCase: message('heap-histogram.recipe.jcmd.worst-case'),
      timeoutMs: 180_000,
      obtain: { by: 'command', argv: ({ pid }) => ['jcmd', String(pid), 'GC.class_histogram'] },
      endMarker: TOTAL_LINE,
    },
    {
      id: 'jcmd-all',
      needs: ['jcmd'],
      impact: 'medium',
      effect: message('heap-histogram.recipe.jcmd-all.effect'),
      worstCase: message('heap-histogram.recipe.jcmd-all.worst-case'),
      timeoutMs: 180_000,
      obtain: { by: 'command', argv: ({ pid }) => ['jcmd', String(pid), 'GC.class_histogram', '-all'] },
      endMarker: TOTAL_LINE,
    },
    ...attachAlternatives(
      { id: 'attach', impact: 'high', effect: message('heap-histogram.recipe.jcmd.effect'), worstCase: message('heap-histogram.recipe.jcmd.worst-case'), timeoutMs: 180_000, endMarker: TOTAL_LINE },
      ['inspectheap', '-live'],
    ),
    {
      id: 'node-jcmd',
      needs: ['node-jcmd'],
      attaches: true,
      impact: 'high',
      effect: message('heap-histogram.recipe.jcmd.effect'),
      worstCase: message('heap-histogram.recipe.jcmd.worst-case'),
      timeoutMs: 180_000,
      obtain: { by: 'command', argv: ({ pid }) => ['node-jcmd', String(pid), 'GC.class_histogram'] },
      endMarker: TOTAL_LINE,
    },
  ],
};
