import type { ChainLink } from '../../artifacts/finding.ts';
import { message, type Message } from '../../base/message.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import type { ThreadBackend } from '../thread-backend.ts';
import type { JoinedMoment } from './joined-case.ts';
import { pathsAmong } from './thread-evidence.ts';

/** Links that follow the first, each by a key of `correlate.chain.`: how, and what. */
type Further = readonly (readonly [by: string, what: Message])[];

/** From the threads that wait, by their paths where these are known. */
export function chainFrom(moment: JoinedMoment, waiting: readonly number[], further: Further): NonEmpty<ChainLink> {
  return [{ by: null, what: waitingWords(moment, waiting) }, ...further.map(([by, what]): ChainLink => ({ by: message(`correlate.chain.${by}`), what }))];
}

/** A name as printed. */
export function thing(name: string): Message {
  return message('correlate.chain.thing', { name });
}

/** `10.0.3.7:9090 ×4`; nothing where the backend is not one. */
export function backendLink(by: string, backend: ThreadBackend | null): Further {
  const [only, ...others] = backend?.backends ?? [];
  return only === undefined || others.length > 0 ? [] : [[by, message('correlate.chain.backend', { name: only.endpoint, count: only.rows.length })]];
}

function waitingWords(moment: JoinedMoment, waiting: readonly number[]): Message {
  const [path, ...others] = pathsAmong(moment, waiting);
  const isOne = path !== undefined && others.length === 0 && waiting.every((thread) => moment.requests.has(thread));
  return isOne ? message('correlate.chain.requests', { path, count: waiting.length }) : message('correlate.chain.threads', { count: waiting.length });
}
