import { useCallback, useEffect, useState } from 'react';
import type { HostErrorData } from '../../shared/host-api/host-error.ts';
import { toHostError } from './to-host-error.ts';

export interface Loaded<Value> {
  /** The last value that came, kept while a newer one is on its way; null until the first. */
  readonly value: Value | null;
  readonly error: HostErrorData | null;
  readonly loading: boolean;
  reload(): void;
}

interface Answer<Value> {
  readonly load: () => Promise<Value>;
  readonly value: Value | null;
  readonly error: HostErrorData | null;
}

/** Loads when `load` changes identity: wrap it in useCallback. An answer that was overtaken is dropped. */
export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
  const [answer, setAnswer] = useState<Answer<Value> | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let current = true;
    load().then(
      (value) => current && setAnswer({ load, value, error: null }),
      (error: unknown) => current && setAnswer((before) => ({ load, value: before?.value ?? null, error: toHostError(error) })),
    );
    return () => {
      current = false;
    };
  }, [load, turn]);
  const reload = useCallback(() => setTurn((count) => count + 1), []);
  return { value: answer?.value ?? null, error: answer?.error ?? null, loading: answer?.load !== load, reload };
}
