import type { Area, HandlersOf, HostContext } from './host-context.ts';

export function importHandlers({ cases, uploads, reader, events }: HostContext): HandlersOf<Area<'import'>> {
  return {
    'import.begin': async ({ caseId, name }) => ({ uploadId: await uploads.begin(await cases.get(caseId), name) }),
    'import.append': async ({ uploadId, bytes }) => {
      await uploads.append(uploadId, bytes);
      return null;
    },
    'import.finish': async ({ uploadId }) => {
      const { caseId, captureId } = await uploads.finish(uploadId);
      reader.begin(await cases.get(caseId));
      events.emit('case.changed', { caseId });
      events.emit('cases.changed', {});
      return { captureId };
    },
    'import.abort': async ({ uploadId }) => {
      await uploads.abort(uploadId);
      return null;
    },
  };
}
