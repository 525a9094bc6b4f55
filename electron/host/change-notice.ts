import type { CaseId } from '../../shared/base/ids.ts';
import type { EventHub } from './event-hub.ts';

/** Doors look at a case anew after each notice; a folder of a thousand files must not make them look a thousand times. */
const GATHER_MS = 150;

export interface ChangeNotice {
  /** Tells the doors soon, once for all that changes until then. */
  soon(id: CaseId): void;
  close(): void;
}

export function createChangeNotice(events: EventHub): ChangeNotice {
  const waiting = new Map<CaseId, NodeJS.Timeout>();
  return {
    soon(id) {
      if (waiting.has(id)) return;
      const tell = (): void => {
        waiting.delete(id);
        events.emit('case.changed', { caseId: id });
      };
      waiting.set(id, setTimeout(tell, GATHER_MS));
    },
    close() {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
