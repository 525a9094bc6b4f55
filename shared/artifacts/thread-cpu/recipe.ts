import { message } from '../../base/message.ts';
import type { Recipe, RecipeAlternative } from '../../collect/recipe.ts';
import { collectArgv, COLLECT_END, COLLECT_SCRIPT } from '../process-table/collect-script.ts';

const rung = (id: 'top' | 'ps' | 'proc', needs: readonly string[]): RecipeAlternative => ({
  id,
  needs,
  impact: 'low',
  effect: message(`thread-cpu.recipe.${id}.effect`),
  worstCase: message('thread-cpu.recipe.worst-case'),
  timeoutMs: 30_000,
  obtain: { by: 'command', argv: ({ pid }) => collectArgv(pid, 'threads', id), stdin: COLLECT_SCRIPT },
  endMarker: COLLECT_END,
});

/** top measures a second itself; ps and /proc give CPU times, which two rounds turn into rates. Where top or ps is busybox's and refuses, the script goes on to the next. */
export const THREAD_CPU_RECIPE: Recipe = { kind: 'thread-cpu', alternatives: [rung('top', ['top']), rung('ps', ['ps']), rung('proc', [])] };
