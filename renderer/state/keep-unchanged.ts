type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an item of a list goes by: its id, the capture it tells of, or else its place. */
function keyOf(item: unknown, index: number): string | number {
  const id = isPlain(item) ? (item['id'] ?? item['capture']) : null;
  return typeof id === 'string' ? id : index;
}

/**
 * `next`, with every part that equals one of `before` replaced by that one. Both are plain JSON.
 * What did not change keeps its identity, so that it need not be drawn again.
 */
export function keepUnchanged<Value>(before: unknown, next: Value): Value {
  if (Object.is(before, next)) return next;
  if (Array.isArray(before) && Array.isArray(next)) return keepItems(before, next) as Value;
  if (isPlain(before) && isPlain(next)) return keepFields(before, next) as Value;
  return next;
}

function keepItems(before: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const known = new Map(before.map((item, index) => [keyOf(item, index), item]));
  const kept = next.map((item, index) => {
    const key = keyOf(item, index);
    return keepUnchanged(index < before.length && keyOf(before[index], index) === key ? before[index] : known.get(key), item);
  });
  return kept.length === before.length && kept.every((item, index) => item === before[index]) ? before : kept;
}

function keepFields(before: Plain, next: Plain): Plain {
  const names = Object.keys(next);
  const kept = Object.fromEntries(names.map((name) => [name, Object.hasOwn(before, name) ? keepUnchanged(before[name], next[name]) : next[name]]));
  return names.length === Object.keys(before).length && names.every((name) => Object.hasOwn(before, name) && kept[name] === before[name]) ? before : kept;
}
