import { message } from '../../../../shared/base/message.ts';
import { hostError } from '../../host-errors.ts';
import type { ConfigQuestion } from './config/evaluate-config.ts';
import type { SshSettings } from './config/ssh-settings.ts';

/** One stop on the way: a jump host, or last the host itself. */
export interface Hop {
  /** As the person or the configuration calls it. */
  readonly name: string;
  readonly settings: SshSettings;
}

export type Place = Omit<ConfigQuestion, 'localUser'>;
type Load = (place: Place) => Promise<SshSettings>;

/** More hops than any real way has. */
const MAX_HOPS = 8;

/** All stops in order. The first jump host's own ProxyJump counts too; those of later ones are overruled by the list they stand in, as in OpenSSH. */
export async function planRoute(place: Place, load: Load): Promise<readonly [...Hop[], Hop]> {
  const last: Hop = { name: place.host, settings: await load(place) };
  const before: Hop[] = [];
  let jumps = last.settings.jumps;
  const met = [place.host];
  while (jumps.length > 0) {
    const found = await Promise.all(jumps.map(async (jump) => ({ name: jump.host, settings: await load(jump) })));
    for (const { name } of found.toReversed()) {
      if (met.includes(name) || met.length >= MAX_HOPS) throw jumpCycle(place.host, name);
      met.push(name);
    }
    before.unshift(...found);
    jumps = found[0]?.settings.jumps ?? [];
  }
  return [...before, last];
}

function jumpCycle(host: string, hop: string): Error {
  return hostError('refused', 'error.ssh-jump-cycle', { host, hop }, { next: message('next.ssh-config') });
}
