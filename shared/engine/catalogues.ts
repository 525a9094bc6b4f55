import { ARTIFACT_KINDS } from '../artifacts/registry.ts';
import type { ArtifactKind } from '../artifacts/artifact-kind.ts';
import type { Catalogue } from '../base/message.ts';
import { CORRELATE_MESSAGES } from '../correlate/messages.ts';
import { RULE_MESSAGES } from '../correlate/rules/messages.ts';
import { RESOURCE_MESSAGES } from '../correlate/rules/resource-messages.ts';
import { STALL_MESSAGES } from '../correlate/rules/stall-messages.ts';
import { ENVELOPE_MESSAGES } from '../evidence/envelope/messages.ts';
import { ENGINE_MESSAGES } from './messages.ts';
import { OWN_RULES_MESSAGES } from './own-rules/messages.ts';
import { TABLE_MESSAGES } from './table-messages.ts';

/** Every sentence that the engine's answers may refer to: the engine's own and those of all kinds. Doors add theirs. */
export function engineCatalogues(kinds: readonly ArtifactKind<unknown>[] = ARTIFACT_KINDS): readonly Catalogue[] {
  return [ENGINE_MESSAGES, ENVELOPE_MESSAGES, CORRELATE_MESSAGES, RULE_MESSAGES, STALL_MESSAGES, RESOURCE_MESSAGES, TABLE_MESSAGES, OWN_RULES_MESSAGES, ...kinds.map((kind) => kind.messages)];
}
