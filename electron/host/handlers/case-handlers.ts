import path from 'node:path';
import type { CaptureId } from '../../../shared/base/ids.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { readOwnRules } from '../../../shared/engine/own-rules/own-rules.ts';
import { ownRuleFiles } from '../own-rule-files.ts';
import { UNREADABLE } from '../case-reader.ts';
import { manifestPath } from '../case-store/case-layout.ts';
import { isBundle } from '../bundle/bundle-seal.ts';
import { verifyBundle } from '../bundle/verify-bundle.ts';
import { importPath } from '../case-store/import-path.ts';
import { isRegularFile } from '../case-store/list-files.ts';
import type { OpenCase } from '../case-store/open-case.ts';
import { verifyCase } from '../case-store/verify-case.ts';
import { message } from '../../../shared/base/message.ts';
import { hostError } from '../host-errors.ts';
import { ReadingSoFar } from '../reading-so-far.ts';
import { entryHandlers } from './entry-handlers.ts';
import type { Area, HandlersOf, HostContext } from './host-context.ts';
import { mergeHandlers } from './merge-handlers.ts';

/** How long a view waits for captures being read, so that small cases come whole at once. */
const VIEW_WAITS_MS = 1000;

export function caseHandlers(host: HostContext): HandlersOf<Exclude<Area<'cases'>, Area<'import'>>> {
  const { cases, events, reader, jobs } = host;
  const soFar = new ReadingSoFar(host.engine);
  const listChanged = (): void => events.emit('cases.changed', {});
  const refuseBusy = (id: OpenCase['id']): void => {
    if (jobs.isBusy(id)) throw hostError('locked', 'error.case-busy', {}, { next: message('next.wait-or-cancel') });
  };
  const opened = (target: OpenCase): ReturnType<OpenCase['entry']> => {
    reader.begin(target);
    listChanged();
    return target.entry();
  };
  return {
    'cases.list': async () => cases.list(),
    'cases.create': async ({ name }) => opened(await cases.create(name)),
    'cases.open': async ({ path }) => opened(await cases.open(path)),
    'cases.openSample': async () => opened(await cases.openCopy(path.join(host.resourcesFolder, 'sample-incident'))),
    ...entryHandlers(host),
    ...mergeHandlers(host),
    'cases.delete': async ({ caseId }) => {
      refuseBusy(caseId);
      await cases.delete(caseId);
      await reader.forget(caseId);
      listChanged();
      return null;
    },
    'cases.forget': async ({ caseId }) => {
      refuseBusy(caseId);
      await cases.forget(caseId);
      await reader.forget(caseId);
      listChanged();
      return null;
    },
    'cases.view': async ({ caseId }) => viewOf(host, soFar, await cases.get(caseId)),
    ...noteHandlers(host),
    'cases.importPath': async ({ caseId, path }) => {
      // A case is opened as what it is, with its provenance, instead of being taken for files.
      if ((await isRegularFile(manifestPath(path))) || (await isBundle(path))) {
        opened(await cases.open(path));
        return [];
      }
      const target = await cases.get(caseId);
      const added = await importPath(target, path, () => readSoon(host, target));
      reader.begin(target);
      events.emit('case.changed', { caseId });
      listChanged();
      return added;
    },
    'cases.readAs': async ({ caseId, captureId, repair }) => readAs(host, await cases.get(caseId), captureId, !repair),
    'cases.setClocks': async ({ caseId, correct }) => setClocks(host, await cases.get(caseId), correct),
    'cases.verify': async ({ path }) => ((await isBundle(path)) ? verifyBundle(path) : verifyCase(path)),
  };
}

/** A person's own words on a case and on its rows. */
function noteHandlers({ cases, events }: HostContext): HandlersOf<'cases.setNotes' | 'cases.setRowMark'> {
  return {
    'cases.setNotes': async ({ caseId, notes }) => {
      await (await cases.get(caseId)).setNotes(notes);
      events.emit('case.changed', { caseId });
      return null;
    },
    'cases.setRowMark': async ({ caseId, mark }) => {
      await (await cases.get(caseId)).setRowMarks([mark]);
      events.emit('case.changed', { caseId });
      return null;
    },
  };
}

/** What came in is read while the rest still comes. */
function readSoon({ reader, changes }: HostContext, target: OpenCase): void {
  reader.begin(target);
  changes.soon(target.id);
}

async function readAs({ reader, events }: HostContext, target: OpenCase, capture: CaptureId, isAsIs: boolean): Promise<null> {
  target.capture(capture);
  await target.setReadAsIs(capture, isAsIs);
  await reader.readAgain(target, capture);
  events.emit('case.changed', { caseId: target.id });
  return null;
}

async function setClocks({ reader, events }: HostContext, target: OpenCase, correct: boolean): Promise<null> {
  if (target.correctsClocks() === correct) return null;
  await target.setCorrectsClocks(correct);
  // What the captures say together rests on their times.
  await reader.forget(target.id);
  reader.begin(target);
  events.emit('case.changed', { caseId: target.id });
  return null;
}

async function viewOf({ reader, dataFolder }: HostContext, soFar: ReadingSoFar, target: OpenCase): Promise<CaseView> {
  await target.refresh();
  const waited = new AbortController();
  const timeout = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, VIEW_WAITS_MS);
    waited.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  await Promise.race([reader.ready(target), timeout]);
  waited.abort();
  // Of one moment: what is read while the engine answers is in neither, and the next view tells it.
  const readings = reader.readings(target);
  const loading = reader.loading(target);
  const known = readings.filter(({ unrecognised }) => unrecognised?.code !== UNREADABLE).map(({ capture }) => capture);
  const shown = await soFar.of(target.id, known, loading.length > 0);
  return {
    entry: target.entry(),
    captures: target.captures(),
    correctsClocks: target.correctsClocks(),
    readings,
    ...shown,
    notes: await target.notes(),
    marks: await target.rowMarks(),
    leftOut: await target.leftOut(),
    faults: target.faults(),
    loading,
    firstLooks: reader.firstLooks(target),
    ownRuleProblems: readOwnRules(ownRuleFiles(dataFolder)).problems,
  };
}
