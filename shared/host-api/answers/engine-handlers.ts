import type { ArtifactId, CaseId } from '../../base/ids.ts';
import type { Engine, EngineQuestion } from '../../engine/engine.ts';
import type { HostHandlers, MethodName } from '../contract.ts';

/** Asks the engine that holds a case, once the captures are read that the artifacts came from. */
export type AskEngine = <Question extends EngineQuestion>(caseId: CaseId, artifacts: readonly ArtifactId[], question: Question, ...args: Parameters<Engine[Question]>) => Promise<ReturnType<Engine[Question]>>;

/** Those that are about artifacts; `series.connections` is about all captures of a case. */
type EngineMethod = Exclude<Extract<MethodName, `table.${string}` | `series.${string}` | `tree.${string}` | `row.${string}`>, 'series.connections'>;

/** The rows of the contract that an engine answers by itself, wherever it runs. */
export function engineHandlers(ask: AskEngine): Pick<HostHandlers, EngineMethod> {
  return {
    'table.shape': ({ caseId, ref }) => ask(caseId, ref.artifacts, 'tableShape', ref),
    'table.window': ({ caseId, ref, query, from, count }) => ask(caseId, ref.artifacts, 'tableWindow', ref, query, from, count),
    'table.distinct': ({ caseId, ref, column, limit }) => ask(caseId, ref.artifacts, 'distinct', ref, column, limit),
    'table.totals': ({ caseId, ref, query, ranges }) => ask(caseId, ref.artifacts, 'tableTotals', ref, query, ranges),
    'table.find': ({ caseId, ref, query, find }) => ask(caseId, ref.artifacts, 'tableFind', ref, query, find),
    'table.place': ({ caseId, ref, query, row }) => ask(caseId, ref.artifacts, 'tablePlace', ref, query, row),
    'table.rowsAt': ({ caseId, ref, lines }) => ask(caseId, ref.artifacts, 'tableRowsAt', ref, lines),
    'table.text': ({ caseId, ref, query, question }) => ask(caseId, ref.artifacts, 'tableText', ref, query, question),
    'series.trend': ({ caseId, artifacts, measure, limit }) => ask(caseId, artifacts, 'trend', artifacts, measure, limit),
    'series.calls': ({ caseId, artifacts, question }) => ask(caseId, artifacts, 'calls', artifacts, question),
    'tree.view': ({ caseId, artifact, view }) => ask(caseId, [artifact], 'tree', artifact, view),
    'tree.graph': ({ caseId, artifact, view }) => ask(caseId, [artifact], 'graph', artifact, view),
    'row.inspect': ({ caseId, artifact, view, row }) => ask(caseId, [artifact], 'inspect', artifact, view, row),
  };
}
