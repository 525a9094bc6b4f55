import { describe, expect, it } from 'vitest';
import { message } from '../base/message.ts';
import type { CollectFacts } from './choose-alternative.ts';
import { makePlan, type PlanProcess } from './make-plan.ts';
import type { Recipe, RecipeAlternative } from './recipe.ts';

const HEALTHY: CollectFacts = { hotspot: true, catchesSigquit: true, reducedSignals: false, attachDisabled: false, stdoutReadable: true };

function alternative(id: string, change: Partial<RecipeAlternative> = {}): RecipeAlternative {
  return { id, needs: [id], impact: 'medium', effect: message('e'), worstCase: message('w'), timeoutMs: 1000, endMarker: null, obtain: { by: 'command', argv: ({ pid }) => [id, String(pid), "it's"] }, ...change };
}

const SIGQUIT = alternative('sigquit', { needs: [], obtain: { by: 'sigquit' } });
const DUMP: Recipe = { kind: 'dump', alternatives: [alternative('jcmd'), alternative('jstack'), SIGQUIT] };

function plan(process: Partial<PlanProcess>, recipes: readonly Recipe[] = [DUMP]): ReturnType<typeof makePlan>['plan'] {
  const whole: PlanProcess = { target: 'local:', pid: 7, name: 'Shop', facts: HEALTHY, tools: new Set(['jcmd', 'jstack', 'ss']), ...process };
  return makePlan({ kinds: recipes.map((recipe) => ({ id: recipe.kind, recipe })), processes: [whole], rounds: 2, intervalMs: 5 }).plan;
}

describe('plans', () => {
  it('[PLAN-01] takes the first rung that will work and says why those above will not', () => {
    expect(plan({}).steps).toMatchObject([{ alternative: 'jcmd', command: String.raw`jcmd 7 'it'\''s'`, skipped: [] }]);
    expect(plan({ tools: new Set(['jstack']) }).steps).toMatchObject([{ alternative: 'jstack', skipped: [{ alternative: 'jcmd', because: { key: 'collect.tool-missing', params: { tools: 'jcmd' } } }] }]);
    expect(plan({ tools: new Set() }).steps).toMatchObject([{ alternative: 'sigquit', command: 'kill -QUIT 7', script: null, skipped: [{ alternative: 'jcmd' }, { alternative: 'jstack' }] }]);
  });

  it('[PLAN-02] sends nothing to a process that is not proven to be HotSpot', () => {
    for (const [hotspot, because] of [[false, 'collect.not-hotspot'], [null, 'collect.hotspot-unproven']] as const) {
      expect(plan({ facts: { ...HEALTHY, hotspot } })).toMatchObject({ steps: [], impossible: [{ pid: 7, kind: 'dump', because: { key: because } }] });
    }
  });

  it('[PLAN-03] chooses SIGQUIT only where it is caught, -Xrs is surely absent and the output can be read', () => {
    const bare = { tools: new Set<string>() };
    expect(plan({ ...bare, facts: { ...HEALTHY, reducedSignals: true } }).impossible).toMatchObject([{ because: { key: 'collect.reduced-signals' } }]);
    expect(plan({ ...bare, facts: { ...HEALTHY, reducedSignals: null } }).impossible).toMatchObject([{ because: { key: 'collect.reduced-signals' } }]);
    expect(plan({ ...bare, facts: { ...HEALTHY, catchesSigquit: null } }).impossible).toMatchObject([{ because: { key: 'collect.sigquit-not-caught' } }]);
    expect(plan({ ...bare, facts: { ...HEALTHY, stdoutReadable: false } }).impossible).toMatchObject([{ because: { key: 'collect.stdout-not-a-file' } }]);
  });

  it('[PLAN-04] puts quick and harmless steps first and never allows a high impact by itself', () => {
    const heavy: Recipe = { kind: 'heap', alternatives: [alternative('jcmd', { impact: 'high' })] };
    const light: Recipe = { kind: 'sockets', alternatives: [alternative('ss', { impact: 'low' })] };
    const { steps } = plan({}, [heavy, DUMP, light]);
    expect(steps.map(({ kind, allowed }) => [kind, allowed])).toEqual([['sockets', true], ['dump', true], ['heap', false]]);
  });

  it('[PLAN-05] lists what cannot be had: a process that is gone, a kind that is only read', () => {
    expect(plan({ facts: null })).toMatchObject({ steps: [], impossible: [{ because: { key: 'collect.no-process' } }] });
    const { plan: readOnly } = makePlan({ kinds: [{ id: 'requests', recipe: null }], processes: [{ target: 'local:', pid: 7, name: null, facts: HEALTHY, tools: new Set() }], rounds: 1, intervalMs: 0 });
    expect(readOnly.impossible).toMatchObject([{ kind: 'requests', because: { key: 'collect.no-recipe' } }]);
  });

  it('[PLAN-06] names a step after everything a yes to it covers', () => {
    expect(plan({}).steps[0]?.id).toBe('local:#7#dump#jcmd');
    expect(plan({ tools: new Set(['jstack']) }).steps[0]?.id).toBe('local:#7#dump#jstack');
  });

  it('[PLAN-07] attaches by a tool of the target’s own only to a HotSpot JVM that lets itself be attached to', () => {
    const ladder: Recipe = { kind: 'dump', alternatives: [alternative('attach-perl', { needs: ['perl'], attaches: true })] };
    const withPerl = { tools: new Set(['perl']) };
    expect(plan(withPerl, [ladder]).steps).toMatchObject([{ alternative: 'attach-perl' }]);
    for (const [change, because] of [[{ attachDisabled: true }, 'collect.attach-disabled'], [{ hotspot: null }, 'collect.hotspot-unproven']] as const) {
      expect(plan({ ...withPerl, facts: { ...HEALTHY, ...change } }, [ladder]).impossible).toMatchObject([{ because: { key: because } }]);
    }
  });
});
