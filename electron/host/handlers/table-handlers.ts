import type { ArtifactId, CaseId } from '../../../shared/base/ids.ts';
import type { EvidenceSearch } from '../../../shared/host-api/views.ts';
import { captureOf, UNREADABLE } from '../case-reader.ts';
import type { OpenCase } from '../case-store/open-case.ts';
import { readRawLines } from '../raw-lines.ts';
import { searchFile } from '../search-file.ts';
import type { Area, HandlersOf, HostContext } from './host-context.ts';

export function tableHandlers({ cases, reader, engine }: HostContext): HandlersOf<Area<'table'> | Area<'series'> | Area<'tree'> | Area<'row'> | Area<'raw'> | Area<'evidence'>> {
  /** A question about artifacts waits until the captures they came from are read. */
  const withArtifacts = async (caseId: CaseId, artifacts: readonly ArtifactId[]): Promise<OpenCase> => {
    const target = await cases.get(caseId);
    const captures = [...new Set(artifacts.map(captureOf))];
    for (const capture of captures) target.capture(capture);
    await reader.ready(target, captures);
    return target;
  };
  return {
    'table.shape': async ({ caseId, ref }) => engine.ask((await withArtifacts(caseId, ref.artifacts)).id, 'tableShape', ref),
    'table.window': async ({ caseId, ref, query, from, count }) => engine.ask((await withArtifacts(caseId, ref.artifacts)).id, 'tableWindow', ref, query, from, count),
    'table.distinct': async ({ caseId, ref, column, limit }) => engine.ask((await withArtifacts(caseId, ref.artifacts)).id, 'distinct', ref, column, limit),
    'table.totals': async ({ caseId, ref, query, ranges }) => engine.ask((await withArtifacts(caseId, ref.artifacts)).id, 'tableTotals', ref, query, ranges),
    'table.find': async ({ caseId, ref, query, find }) => engine.ask((await withArtifacts(caseId, ref.artifacts)).id, 'tableFind', ref, query, find),
    'table.place': async ({ caseId, ref, query, row }) => engine.ask((await withArtifacts(caseId, ref.artifacts)).id, 'tablePlace', ref, query, row),
    'table.text': async ({ caseId, ref, query, question }) => engine.ask((await withArtifacts(caseId, ref.artifacts)).id, 'tableText', ref, query, question),
    'series.trend': async ({ caseId, artifacts, measure, limit }) => engine.ask((await withArtifacts(caseId, artifacts)).id, 'trend', artifacts, measure, limit),
    'tree.graph': async ({ caseId, artifact, view }) => engine.ask((await withArtifacts(caseId, [artifact])).id, 'graph', artifact, view),
    'series.calls': async ({ caseId, artifacts, question }) => engine.ask((await withArtifacts(caseId, artifacts)).id, 'calls', artifacts, question),
    'series.connections': async ({ caseId }) => {
      const target = await cases.get(caseId);
      await reader.ready(target);
      return engine.ask(target.id, 'connections', reader.readings(target).map(({ capture }) => capture));
    },
    'tree.view': async ({ caseId, artifact, view }) => engine.ask((await withArtifacts(caseId, [artifact])).id, 'tree', artifact, view),
    'row.inspect': async ({ caseId, artifact, view, row }) => engine.ask((await withArtifacts(caseId, [artifact])).id, 'inspect', artifact, view, row),
    'evidence.search': async ({ caseId, text, limit }) => {
      const target = await cases.get(caseId);
      await reader.ready(target);
      const captures: EvidenceSearch['captures'][number][] = [];
      for (const { capture, encoding, unrecognised } of reader.readings(target)) {
        if (unrecognised?.code === UNREADABLE) continue;
        const found = await searchFile(target.stdoutPath(capture), encoding, text, limit);
        if (found.total > 0) captures.push({ capture, ...found });
      }
      return { captures };
    },
    'raw.lines': async ({ caseId, captureId, from, count }) => {
      const target = await cases.get(caseId);
      target.capture(captureId);
      await reader.ready(target, [captureId]);
      const encoding = reader.readings(target).find(({ capture }) => capture === captureId)?.encoding ?? 'utf-8';
      return readRawLines(target.stdoutPath(captureId), await engine.ask(target.id, 'lineIndex', captureId), encoding, from, count);
    },
  };
}
