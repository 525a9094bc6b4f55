import { mergeInto } from '../case-store/merge-case.ts';
import { hostError } from '../host-errors.ts';
import type { HandlersOf, HostContext } from './host-context.ts';

/** One case out of two, and two out of one. */
export function mergeHandlers({ cases, events, reader }: HostContext): HandlersOf<'cases.merge' | 'cases.split'> {
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
    'cases.split': async ({ caseId, captures, name }) => {
      const source = await cases.get(caseId);
      for (const id of captures) source.capture(id);
      const target = await cases.create(name);
      try {
        await mergeInto(target, source, captures);
        await target.setTags(source.entry().tags);
        await target.setCorrectsClocks(source.correctsClocks());
      } catch (error) {
        await cases.delete(target.id).catch(() => undefined);
        throw error;
      }
      reader.begin(target);
      events.emit('cases.changed', {});
      return target.entry();
    },
  };
}
