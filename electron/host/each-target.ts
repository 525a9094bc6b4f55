import type { CancelSignal } from '../../shared/collect/transport.ts';
import { ChannelQueue } from './transports/channel-queue.ts';

/** So many targets are worked on at once; further ones wait. Each takes a connection, and memory for what it has sent ahead. */
export const TARGETS_AT_ONCE = 32;

/** Does the same for several targets side by side. In the order given; those not begun before a cancellation are left out. */
export async function eachTarget<Result>(targets: readonly string[], signal: CancelSignal, work: (target: string) => Promise<Result>): Promise<ReadonlyMap<string, Result>> {
  const queue = new ChannelQueue(TARGETS_AT_ONCE);
  const results = await Promise.all(
    targets.map(async (target): Promise<readonly (readonly [string, Result])[]> => {
      const leave = await queue.enter(signal);
      if (leave === null) return [];
      try {
        return [[target, await work(target)]];
      } finally {
        leave();
      }
    }),
  );
  return new Map(results.flat());
}
