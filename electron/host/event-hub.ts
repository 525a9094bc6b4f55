import type { HostEventName, HostEvents } from '../../shared/host-api/contract.ts';

type Listener<Name extends HostEventName> = (event: HostEvents[Name]) => void;

/** Carries what happens in the host to every door alike. */
export interface EventHub {
  on<Name extends HostEventName>(name: Name, listener: Listener<Name>): () => void;
  emit<Name extends HostEventName>(name: Name, event: HostEvents[Name]): void;
  /** How many doors listen to this event. */
  listeners(name: HostEventName): number;
}

export function createEventHub(): EventHub {
  const all = new Map<HostEventName, Set<(event: never) => void>>();
  return {
    on(name, listener) {
      const set = all.get(name) ?? new Set();
      all.set(name, set);
      // A wrapper of its own, so that one function subscribed twice can be ended once.
      const entry = (event: HostEvents[typeof name]): void => listener(event);
      set.add(entry);
      return () => set.delete(entry);
    },
    emit(name, event) {
      for (const listener of all.get(name) ?? []) {
        try {
          (listener as Listener<typeof name>)(event);
        } catch {
          // One door's broken listener must not keep the others, or the work that reports here, from going on.
        }
      }
    },
    listeners: (name) => all.get(name)?.size ?? 0,
  };
}
