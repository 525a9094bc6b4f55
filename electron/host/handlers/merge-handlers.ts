import { message } from '../../../shared/base/message.ts';
import type { CaptureId } from '../../../shared/base/ids.ts';
import type { RowMark } from '../../../shared/evidence/row-mark.ts';
import { mergeInto } from '../case-store/merge-case.ts';
import type { OpenCase } from '../case-store/open-case.ts';
import { hostError } from '../host-errors.ts';
import type { HandlersOf, HostContext } from './host-context.ts';

/** One case out of two, and two out of one. */
export function mergeHandlers(host: HostContext): HandlersOf<'cases.merge' | 'cases.split'> {
  const { cases, events, reader } = host;
  return {
    'cases.merge': async ({ caseId, from }) => {
      const [target, source] = [await cases.get(caseId), await cases.get(from)];
      if (target === source) throw hostError('bad-input', 'error.merge-itself');
      try {
        await source.refresh();
        return await mergeInto(target, source, source.ids());
      } finally {
        reader.begin(target);
        events.emit('case.changed', { caseId });
        events.emit('cases.changed', {});
      }
    },
    'cases.split': async ({ caseId, captures, name, remove = false }) => {
      const source = await cases.get(caseId);
      if (remove) checkRemovable(host, source);
      for (const id of captures) source.capture(id);
      const target = await cases.create(name);
      const leftOut = await fill(target, source, captures).catch(async (error: unknown) => {
        await cases.delete(target.id).catch(() => undefined);
        throw error;
      });
      reader.begin(target);
      events.emit('cases.changed', {});
      // The new case is whole and stays, whatever becomes of the rest.
      if (remove && leftOut === 0) await takeAway(host, source, new Set(captures));
      return target.entry();
    },
  };
}

/** Gives how many of the captures could not be copied. */
async function fill(target: OpenCase, source: OpenCase, captures: readonly CaptureId[]): Promise<number> {
  const { leftOut } = await mergeInto(target, source, captures);
  await target.setTags(source.entry().tags);
  await target.setCorrectsClocks(source.correctsClocks());
  return leftOut.length;
}

function checkRemovable({ jobs }: HostContext, source: OpenCase): void {
  source.checkWritable();
  if (jobs.isBusy(source.id)) throw hostError('locked', 'error.case-busy', {}, { next: message('next.wait-or-cancel') });
}

async function takeAway({ reader, events }: HostContext, source: OpenCase, ids: ReadonlySet<CaptureId>): Promise<void> {
  const isGone = ({ artifacts }: RowMark): boolean => artifacts.every((id) => ids.has(id.slice(0, id.lastIndexOf('.')) as CaptureId));
  await source.setRowMarks((await source.rowMarks()).filter(isGone).map((mark) => ({ ...mark, bookmarked: false, note: '' })));
  await source.remove(ids);
  await reader.forget(source.id);
  reader.begin(source);
  events.emit('case.changed', { caseId: source.id });
  events.emit('cases.changed', {});
}
