import { message, type Message } from '../base/message.ts';
import type { Recipe, RecipeAlternative } from './recipe.ts';
import type { RequestSource } from './request-source.ts';

/** What is known of a process before anything is sent to it; `null` = could not be found out, so it is not relied on. */
export interface CollectFacts {
  readonly hotspot: boolean | null;
  readonly catchesSigquit: boolean | null;
  /** -Xrs: SIGQUIT would end the process. */
  readonly reducedSignals: boolean | null;
  readonly attachDisabled: boolean | null;
  /** Standard output is a regular file or goes to the container's log, so that what SIGQUIT prints can be read. */
  readonly stdoutReadable: boolean | null;
}

/** What the person who asks has said beside what is to be captured. */
export interface Wishes {
  /** null: nobody said where requests can be asked for. */
  readonly requestSource?: RequestSource | null | undefined;
  /** The JVM did not answer to attaching before. */
  readonly avoidAttach?: boolean | undefined;
}

export interface Choice {
  readonly alternative: RecipeAlternative | null;
  readonly skipped: readonly { readonly alternative: string; readonly because: Message }[];
}

/** These attach by SIGQUIT, which kills a process that is not a JVM. */
const ATTACHING: ReadonlySet<string> = new Set(['jcmd', 'jstack', 'jmap', 'jattach']);

/** The first rung of the ladder that will work here, and why those above it will not. */
export function chooseAlternative(recipe: Recipe, tools: ReadonlySet<string>, facts: CollectFacts, { requestSource = null, avoidAttach = false }: Wishes = {}): Choice {
  const skipped: { readonly alternative: string; readonly because: Message }[] = [];
  for (const alternative of recipe.alternatives) {
    const because = alternative.asks !== undefined && alternative.asks !== requestSource?.type ? message(`collect.not-asked.${alternative.asks}`) : avoidAttach && attaches(alternative) ? message('collect.attach-avoided') : obstacle(alternative, tools, facts);
    if (because === null) return { alternative, skipped };
    skipped.push({ alternative: alternative.id, because });
  }
  return { alternative: null, skipped };
}

function obstacle(alternative: RecipeAlternative, tools: ReadonlySet<string>, facts: CollectFacts): Message | null {
  const missing = alternative.needs.filter((tool) => !tools.has(tool));
  if (missing.length > 0) return message('collect.tool-missing', { tools: missing.join(', ') });
  return alternative.obtain.by === 'sigquit' ? sigquitObstacle(facts) : attachObstacle(alternative, facts);
}

const attaches = ({ attaches, needs }: RecipeAlternative): boolean => attaches === true || needs.some((tool) => ATTACHING.has(tool));

function attachObstacle(alternative: RecipeAlternative, facts: CollectFacts): Message | null {
  if (!attaches(alternative)) return null;
  if (facts.hotspot !== true) return notHotspot(facts);
  // With -Xrs the JVM listens from its start, so no signal is needed; who attaches checks before sending one.
  return facts.attachDisabled === true ? message('collect.attach-disabled') : null;
}

function sigquitObstacle(facts: CollectFacts): Message | null {
  if (facts.hotspot !== true) return notHotspot(facts);
  if (facts.reducedSignals !== false) return message('collect.reduced-signals');
  if (facts.catchesSigquit !== true) return message('collect.sigquit-not-caught');
  return facts.stdoutReadable === false ? message('collect.stdout-not-a-file') : null;
}

function notHotspot(facts: CollectFacts): Message {
  return message(facts.hotspot === false ? 'collect.not-hotspot' : 'collect.hotspot-unproven');
}
