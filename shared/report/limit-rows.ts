import type { Json, JsonObject } from '../base/json.ts';

function limitArrays(value: Json | undefined, limit: number): Json {
  if (value === null || value === undefined || typeof value !== 'object' || Array.isArray(value)) return value ?? null;
  return Object.fromEntries(Object.entries(value as JsonObject).map(([name, field]) => [name, Array.isArray(field) ? (field as readonly Json[]).slice(0, limit) : field]));
}

function limitEach(items: Json | undefined, field: string | null, limit: number): Json {
  if (!Array.isArray(items)) return items ?? null;
  return (items as readonly Json[]).map((item) => {
    if (field === null) return limitArrays(item, limit);
    return item !== null && typeof item === 'object' ? { ...(item as JsonObject), [field]: limitArrays((item as JsonObject)[field], limit) } : item;
  });
}

/** `borescope.analysis/1` or `borescope.diff/1` with at most `limit` rows in each list of an artifact or series; counts and sums stay those of the whole. 0 = all. */
export function limitRows(contract: JsonObject, limit: number): JsonObject {
  if (limit === 0) return contract;
  const limited: Record<string, Json> = { ...contract };
  if ('artifacts' in contract) limited['artifacts'] = limitEach(contract['artifacts'], 'data', limit);
  if ('series' in contract) limited['series'] = limitEach(contract['series'], null, limit);
  return limited;
}
