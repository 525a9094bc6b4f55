import type { CallTree, CallTreeQuestion, RequestPathOf } from '../artifacts/call-tree.ts';
import type { ArtifactId } from '../base/ids.ts';
import type { HeldArtifact } from './ingest-capture.ts';
import { loaded } from './order-artifacts.ts';
import { UnknownReference } from './unknown-reference.ts';

/** Call tree of the artifacts of the first one's kind. Throws UnknownReference when none holds stacks. */
export function callsOf(artifacts: readonly HeldArtifact[], question: CallTreeQuestion, requestPathsOf: (artifact: ArtifactId) => ReadonlyMap<number, string>): CallTree {
  const first = artifacts.find(({ kind }) => kind.callTree !== undefined);
  const of = first === undefined ? [] : artifacts.map((artifact, index) => ({ artifact, index })).filter(({ artifact }) => artifact.kind.id === first.kind.id);
  const paths = of.map(({ artifact }) => requestPathsOf(artifact.id));
  const requestOf: RequestPathOf = (capture, row) => paths[capture]?.get(row) ?? null;
  const tree = first?.kind.callTree?.(of.map(({ artifact }) => loaded(artifact)), question, requestOf);
  if (tree === undefined) throw new UnknownReference('view', 'calls');
  const lines = tree.line.map((line, node) => of[tree.capture[node] ?? 0]?.artifact.lineMap?.first(line) ?? line);
  return { ...tree, line: lines, capture: tree.capture.map((capture) => of[capture]?.index ?? 0) };
}
