/** What the slow reader makes of a thread header. Numbers are null where the header does not say. */
export interface ReferenceHeader {
  readonly name: string;
  readonly javaId: number | null;
  readonly nid: number | null;
  readonly priority: number | null;
  readonly cpuMs: number | null;
  readonly elapsedMs: number | null;
  readonly daemon: boolean;
  readonly virtual: boolean;
  readonly extra: string;
  readonly headerState: string;
}

const WORDS = /^(?:daemon|virtual|prio=|os_prio=|cpu=|elapsed=|allocated=|defined_classes=|tid=|nid=|lwp_id=|runnable|waiting|in Object\.wai|sleeping|initialized|at breakpoint|zombie|unknown state|allocated)/;
const JAVA_ID = /^#\d+(?!\d)(?=.)[ \t]*(?:\[[^\]]{0,23}\][ \t]*)?/s;

/** Attributes of HotSpot's own; not those of JRockit and ThreadInfo, which go on with an id. */
function hasAttribute(rest: string): boolean {
  const afterDaemon = /^daemon[ \t]*(?=prio=)/.exec(rest)?.[0].length ?? 0;
  const from = rest.slice(afterDaemon);
  const token = /^(?:prio|tid)=[^ ]*/.exec(from)?.[0].slice(0, 24);
  if (token !== undefined && token.startsWith('prio=')) return !/^[iI]d=/.test(from.slice(token.length).replace(/^[ \t]+/, ''));
  if (afterDaemon === 0 && token !== undefined) return !from.slice(token.length).replace(/^[ \t]+/, '').startsWith('in ');
  return WORDS.test(rest);
}

function rank(rest: string, beforeAddress: boolean): number {
  const id = /^#\d/.test(rest);
  const begins = id ? JAVA_ID.test(rest) && hasAttribute(rest.replace(JAVA_ID, '')) : hasAttribute(rest);
  if (!begins) {
    const word = rest.slice(0, 80).split(' ')[0] ?? '';
    const isField = /^[A-Za-z][^=]*=/.test(word) && !/^(?:id|tid)=/.test(word);
    if (!beforeAddress || !(isField || /^#-?\d+$/.test(word))) return -1;
    return rest.startsWith('#') ? 3 : 0;
  }
  if (id) return 3;
  if (/^(?:prio=|daemon|virtual)/.test(rest)) return 2;
  return rest.startsWith('os_prio') ? 1 : 0;
}

function addressOf(text: string): number {
  const at = text.lastIndexOf(' tid=0x');
  return at >= Math.max(1, text.length - 1000) ? at : -1;
}

/** Length of the name, or -1 when the text, which begins with a quote, is no header. */
function nameLength(text: string): number {
  const address = addressOf(text);
  let best = -1;
  let bestRank = -1;
  for (let at = text.length - 2; at >= 1; at--) {
    if (text[at] !== '"' || text[at + 1] !== ' ') continue;
    const rest = text.slice(at + 1).replace(/^[ \t]+/, '');
    const found = rank(rest, text.length - rest.length < address);
    if (found <= bestRank) continue;
    best = at - 1;
    bestRank = found;
    const before = text.slice(1, at);
    const quote = before.lastIndexOf('"');
    if (found === 3 || quote <= 0 || !/[ =]/.test(before[quote - 1] ?? '')) break;
  }
  return best;
}

function integer(text: string): number | null {
  return /^-?\d+$/.test(text) ? Number(text) : null;
}

function milliseconds(text: string): number | null {
  const digits = /^[\d.,]*/.exec(text)?.[0] ?? '';
  const fraction = /[.,](\d*)$/.exec(digits)?.[1] ?? '';
  if (!/\d/.test(digits)) return null;
  const value = Number(digits.replace(/[.,]/g, '')) / 10 ** fraction.length;
  return text.at(-2) === 'm' ? value : Math.round(value * 1e6) / 1e3;
}

function nativeId(text: string): number | null {
  if (!text.startsWith('0x')) return integer(text);
  if (!/^0x[0-9a-fA-F]+$/.test(text)) return null;
  const value = Number.parseInt(text, 16);
  return value <= Number.MAX_SAFE_INTEGER ? value : Number.parseInt(text.slice(-8), 16);
}

/** null when the text, one or more lines, is no header. */
export function readReferenceHeader(text: string): ReferenceHeader | null {
  const length = text.startsWith('"') ? nameLength(text) : -1;
  if (length < 0) return null;
  const address = addressOf(text);
  const header = { name: text.slice(1, length + 1), javaId: null as number | null, nid: null as number | null, priority: null as number | null, cpuMs: null as number | null, elapsedMs: null as number | null, daemon: false, virtual: false };
  const extra: string[] = [];
  let at = length + 2;
  const skip = (): void => {
    while (text[at] === ' ' || text[at] === '\t') at += 1;
  };
  for (skip(); at < text.length; skip()) {
    const end = text.indexOf(' ', at) < 0 ? text.length : text.indexOf(' ', at);
    let token = text.slice(at, end);
    const [field = '', ...values] = token.split('=');
    const value = values.length === 0 ? null : values.join('=');
    if (token.startsWith('#')) header.javaId = integer(token.slice(1));
    else if (/^\[\d.*\]$/s.test(token) && end < text.length && header.nid === null) header.nid = integer(token.slice(1, -1));
    else if (token === 'daemon') header.daemon = true;
    else if (token === 'virtual') header.virtual = true;
    else if (value === null && at > address) break;
    else if (field === 'nid' && value !== null && nativeId(value) !== null) header.nid = nativeId(value);
    else if (field === 'prio' && value !== null) header.priority = integer(value);
    else if (field === 'cpu' && value !== null) header.cpuMs = milliseconds(value);
    else if (field === 'elapsed' && value !== null) header.elapsedMs = milliseconds(value);
    else if (!(value !== null && (field === 'tid' || field === 'os_prio'))) {
      const close = /^[^"]*"[^"]*$/.test(token) ? text.indexOf('"', end) : -1;
      if (close >= 0) token = text.slice(at, text.indexOf(' ', close) < 0 ? text.length : text.indexOf(' ', close));
      extra.push(token.slice(0, 200));
    }
    at += token.length;
  }
  const rest = text.slice(at);
  const state = rest.endsWith(']') && rest.includes('[') ? rest.slice(0, rest.lastIndexOf('[')) : rest;
  return { ...header, extra: extra.join(' '), headerState: state.replace(/ +$/, '') };
}
