import { toContract } from '../to-contract.ts';
import { only, readText } from './read-dumps.ts';

/** The `data` of `borescope.analysis/1` that tests of dialects look into. */
export interface ContractData {
  readonly dialect: string;
  readonly vm: string | null;
  readonly states: Record<string, number>;
  readonly threads: readonly Record<string, unknown>[];
  readonly locks: readonly Record<string, unknown>[];
  readonly deadlocks: readonly Record<string, unknown>[];
}

/** Of a text that holds one dump. */
export function contractOf(source: string): ContractData {
  return toContract(only(readText(source)).model) as unknown as ContractData;
}
