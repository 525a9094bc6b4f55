import { tidyTags } from '../../../shared/evidence/case-tags.ts';
import { diskUseOf } from '../case-store/disk-use.ts';
import type { HandlersOf, HostContext } from './host-context.ts';

/** What a case is found by, and what it takes. */
export function entryHandlers({ cases, events }: HostContext): HandlersOf<'cases.rename' | 'cases.setTags' | 'cases.diskUse'> {
  return {
    'cases.rename': async ({ caseId, name }) => {
      const target = await cases.get(caseId);
      await target.rename(name);
      events.emit('cases.changed', {});
      events.emit('case.changed', { caseId });
      return target.entry();
    },
    'cases.setTags': async ({ caseId, tags }) => {
      const target = await cases.get(caseId);
      await target.setTags(tidyTags(tags));
      events.emit('cases.changed', {});
      events.emit('case.changed', { caseId });
      return target.entry();
    },
    'cases.diskUse': async ({ caseId }) => diskUseOf((await cases.get(caseId)).path),
  };
}
