import type { ArtifactId, CaseId } from '../../../shared/base/ids.ts';
import { engineHandlers } from '../../../shared/host-api/answers/engine-handlers.ts';
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
    ...engineHandlers(async (caseId, artifacts, question, ...args) => engine.ask((await withArtifacts(caseId, artifacts)).id, question, ...args)),
    'series.connections': async ({ caseId }) => {
      const target = await cases.get(caseId);
      await reader.ready(target);
      return engine.ask(target.id, 'connections', reader.readings(target).map(({ capture }) => capture));
    },
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
