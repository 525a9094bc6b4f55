import type { VerifyReport, VerifyRow } from '../../../shared/host-api/views.ts';
import { captureOfMember } from './bundle-layout.ts';
import { readBundle } from './read-bundle.ts';

/** Reads every byte of a bundle and compares it with its seal and its manifest. Writes nothing. */
export async function verifyBundle(file: string): Promise<VerifyReport> {
  const nowhere = (): Promise<void> => Promise.resolve();
  const { manifest, faults } = await readBundle(file, () => Promise.resolve(nowhere));
  const atFault = new Set(faults.map(({ path }) => path));
  const intact = (manifest?.files ?? []).filter(({ path }) => !atFault.has(path)).map(({ path }) => rowOf(path, 'intact', ''));
  return { path: file, of: 'bundle', intact: faults.length === 0, rows: [...faults.map(({ path, state, detail }) => rowOf(path, state, detail)), ...intact] };
}

function rowOf(path: string, state: VerifyRow['state'], detail: string): VerifyRow {
  const capture = captureOfMember(path);
  return { capture: capture ?? '', name: path === '' ? 'bundle' : capture === null ? path : path.slice(path.lastIndexOf('/') + 1), state, detail };
}
