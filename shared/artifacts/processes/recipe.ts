import { message } from '../../base/message.ts';
import type { Recipe, RecipeAlternative } from '../../collect/recipe.ts';
import { collectArgv, COLLECT_END, COLLECT_SCRIPT } from '../process-table/collect-script.ts';

const rung = (id: 'ps' | 'proc', needs: readonly string[]): RecipeAlternative => ({
  id,
  needs,
  impact: 'low',
  effect: message(`processes.recipe.${id}.effect`),
  worstCase: message('processes.recipe.worst-case'),
  timeoutMs: 30_000,
  obtain: { by: 'command', argv: ({ pid }) => collectArgv(pid, 'processes', id), stdin: COLLECT_SCRIPT },
  endMarker: COLLECT_END,
});

/** All processes of the machine or container. Where ps is busybox's and does not know the columns, the script goes on to /proc, which tells more. */
export const PROCESSES_RECIPE: Recipe = { kind: 'processes', alternatives: [rung('ps', ['ps']), rung('proc', [])] };
