import type { Finding } from '../../../shared/artifacts/finding.ts';
import type { Json, JsonObject } from '../../../shared/base/json.ts';
import { message, type Message } from '../../../shared/base/message.ts';

/** What redaction leaves of a text. */
type Hide = (text: string) => string;

/** Findings of a person's own rules speak in that person's words, which no capture holds: redacting the captures does not reach them. */
const OWN = 'own:';

export function redactOwnFinding(finding: Finding, hide: Hide): Finding {
  if (!finding.rule.startsWith(OWN)) return finding;
  const hidden = ({ key, params }: Message): Message => message(key, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? hide(value) : value])));
  return { ...finding, title: hidden(finding.title), details: finding.details.map(hidden) };
}

/** The same in `borescope.analysis/1`. */
export function redactOwnFindings(analysis: JsonObject, hide: Hide): JsonObject {
  const hidden = (row: Json): Json => {
    if (!isOwnRow(row)) return row;
    return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, name === 'title' || name === 'details' ? hiddenIn(value, hide) : value]));
  };
  const { findings } = analysis;
  return { ...analysis, findings: Array.isArray(findings) ? findings.map(hidden) : (findings ?? null) };
}

function isOwnRow(row: Json): row is JsonObject {
  return row !== null && typeof row === 'object' && 'rule' in row && typeof row['rule'] === 'string' && row['rule'].startsWith(OWN);
}

function hiddenIn(value: Json | undefined, hide: Hide): Json {
  if (typeof value === 'string') return hide(value);
  return Array.isArray(value) ? value.map((item: Json) => hiddenIn(item, hide)) : (value ?? null);
}
