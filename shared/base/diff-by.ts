export interface Diff<Item> {
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
  readonly changed: readonly (readonly [before: Item, after: Item])[];
}

/**
 * Pairs two lists by key. Items whose key occurs more than once are paired in order of appearance.
 * `isSame` decides whether a pair belongs to `changed`.
 */
export function diffBy<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
  isSame: (before: Item, after: Item) => boolean,
): Diff<Item> {
  const waiting = new Map<string, Item[]>();
  for (const item of before) {
    const key = keyOf(item);
    const queue = waiting.get(key);
    if (queue) queue.push(item);
    else waiting.set(key, [item]);
  }
  for (const queue of waiting.values()) queue.reverse();
  const added: Item[] = [];
  const changed: (readonly [Item, Item])[] = [];
  for (const item of after) {
    const partner = waiting.get(keyOf(item))?.pop();
    if (partner === undefined) added.push(item);
    else if (!isSame(partner, item)) changed.push([partner, item]);
  }
  const removed: Item[] = [];
  for (const queue of waiting.values()) for (let i = queue.length - 1; i >= 0; i--) removed.push(queue[i] as Item);
  return { added, removed, changed };
}
