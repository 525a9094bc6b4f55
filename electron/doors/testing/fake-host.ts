import { dispatch } from '../../../shared/host-api/dispatch.ts';
import type { HostApi, HostEventName, HostHandlers, InputOf, MethodName, OutputOf } from '../../../shared/host-api/contract.ts';
import { hostError } from '../../host/host-errors.ts';

export interface FakeHost extends HostApi {
  emit(name: HostEventName, event: unknown): void;
  readonly calls: { readonly name: string; readonly input: unknown }[];
}

/** A host with only the handlers a test gives; every other call is `not-found`. Input goes through the real contract. */
export function createFakeHost(given: Partial<HostHandlers>): FakeHost {
  const listeners = new Map<string, Set<(event: never) => void>>();
  const calls: { name: string; input: unknown }[] = [];
  const handlers = new Proxy(given, {
    get: (target, name: string) => Reflect.get(target, name) ?? (() => Promise.reject(hostError('not-found', 'error.path-missing', { path: name }))),
  }) as HostHandlers;
  return {
    calls,
    emit(name, event) {
      for (const listener of listeners.get(name) ?? []) listener(event as never);
    },
    call<Name extends MethodName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
      calls.push({ name, input });
      return dispatch(handlers, name, input) as Promise<OutputOf<Name>>;
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return () => set.delete(listener);
    },
  };
}
