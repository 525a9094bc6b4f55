import { ARTIFACT_KINDS } from '../../../shared/artifacts/registry.ts';
import { message } from '../../../shared/base/message.ts';
import { UsageError } from './usage-error.ts';

export const KNOWN_KINDS: readonly string[] = ARTIFACT_KINDS.map(({ id }) => id);

/** Kinds that can be taken from a running JVM. */
export const CAPTURE_KINDS: readonly string[] = ARTIFACT_KINDS.filter(({ recipe }) => recipe !== null).map(({ id }) => id);

/** The kind asked for, or null to sniff. */
export function checkKind(kind: string | undefined, known: readonly string[] = KNOWN_KINDS): string | null {
  if (kind === undefined) return null;
  if (!known.includes(kind)) throw new UsageError(message('cli.unknown-kind', { kind, known: known.join(', ') }));
  return kind;
}
