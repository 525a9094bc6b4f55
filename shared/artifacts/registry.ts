import type { ArtifactKind } from './artifact-kind.ts';
import { HEAP_HISTOGRAM } from './heap-histogram/kind.ts';
import { OPEN_FILES } from './open-files/kind.ts';
import { PROCESSES_KIND } from './processes/kind.ts';
import { REQUESTS_KIND } from './requests/kind.ts';
import { SOCKETS_KIND } from './sockets/kind.ts';
import { THREAD_CPU } from './thread-cpu/kind.ts';
import { THREAD_DUMP } from './thread-dump/kind.ts';

/** THE TABLE: every kind Borescope reads. A new kind adds its import and its line here. */
export const ARTIFACT_KINDS: readonly ArtifactKind<unknown>[] = [THREAD_DUMP, HEAP_HISTOGRAM, SOCKETS_KIND, OPEN_FILES, PROCESSES_KIND, THREAD_CPU, REQUESTS_KIND];

export function kindById(id: string): ArtifactKind<unknown> | null {
  return ARTIFACT_KINDS.find((kind) => kind.id === id) ?? null;
}
