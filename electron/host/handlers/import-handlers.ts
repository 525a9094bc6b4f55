import type { CaseId } from '../../../shared/base/ids.ts';
import { isBundle } from '../bundle/bundle-seal.ts';
import type { Area, HandlersOf, HostContext } from './host-context.ts';

export function importHandlers({ cases, uploads, reader, events }: HostContext): HandlersOf<Area<'import'>> {
  return {
    'import.begin': async ({ caseId, name }) => ({ uploadId: await uploads.begin(await cases.get(caseId), name) }),
    'import.append': async ({ uploadId, at, bytes }) => {
      await uploads.append(uploadId, bytes, at);
      return null;
    },
    'import.finish': async ({ uploadId }) => {
      let opened: CaseId | null = null;
      const { target, captures } = await uploads.finish(uploadId, async (file) => {
        if (!(await isBundle(file))) return false;
        const bundle = await cases.openBundle(file);
        reader.begin(bundle);
        opened = bundle.id;
        return true;
      });
      reader.begin(target);
      events.emit('case.changed', { caseId: target.id });
      events.emit('cases.changed', {});
      return { captures, opened };
    },
    'import.abort': async ({ uploadId }) => {
      await uploads.abort(uploadId);
      return null;
    },
  };
}
