import { stateCode } from '../model.ts';

/** What a JRockit header says of a thread. */
export interface JrockitHeader {
  readonly name: string;
  /** `id=12` since R26, which is the Java id. */
  readonly javaId: number;
  readonly nid: number;
  readonly priority: number;
  readonly isDaemon: boolean;
  /** The words as printed, such as `alive, in native, waiting`. */
  readonly words: string;
  /** Index into THREAD_STATES. */
  readonly state: number;
  /** Fields without a column, as printed. */
  readonly extra: string;
}

/** `"x"  id: 0x0x00000080  prio: 5  WAITING, DAEMON, GCABLE` (8.1), `"x" prio=5 id=0x80 tid=0x104c active, daemon` (R24) and `"x" id=1 idx=0x4 tid=11648 prio=5 alive, in native` (R26 on). */
const AFTER_NAME = /^\s+(?=(?:id: ?\w|prio=-?\d+ id=\S|id=\S+ idx=))(.*)$/;
/** `Thread-0x80 "x" <Waiting, priority=5, DAEMON> {` of jrcmd and 8.1's ctrl-break handler. */
const BRACED = /^(Thread-(?:0x)?[0-9a-fA-F]+) "/;
const AFTER_BRACED_NAME = /^ <([^<>]*)> \{$/;
const FIELD = /^(id|prio|idx|tid|pid)(?:=|: ?)(\S+)$/;

export function readJrockitHeader(text: string): JrockitHeader | null {
  const nameEnd = text.lastIndexOf('"');
  const braced = BRACED.exec(text);
  if (braced !== null) {
    const words = AFTER_BRACED_NAME.exec(text.slice(nameEnd + 1))?.[1];
    return words === undefined || nameEnd < braced[0].length ? null : ofBraced(text.slice(braced[0].length, nameEnd), words, braced[1] ?? '');
  }
  const rest = text.startsWith('"') && nameEnd > 0 ? AFTER_NAME.exec(text.slice(nameEnd + 1))?.[1] : undefined;
  return rest === undefined ? null : ofFields(text.slice(1, nameEnd), rest);
}

function ofBraced(name: string, words: string, number: string): JrockitHeader {
  const all = words.split(', ');
  const priority = all.find((word) => word.startsWith('priority='));
  const said = all.filter((word) => word !== priority && word !== 'DAEMON');
  return { name, javaId: Number.NaN, nid: Number.NaN, priority: Number(priority?.slice('priority='.length) ?? Number.NaN), isDaemon: all.includes('DAEMON'), words: said.join(', '), state: stateOfWords(said), extra: `id=${number}` };
}

function ofFields(name: string, rest: string): JrockitHeader {
  const values = new Map<string, string>();
  // `id: 0x80` of 8.1 has a blank before its value.
  const tokens = rest.replace(/\b(id|prio): /g, '$1=').split(/\s+/);
  let at = 0;
  for (; at < tokens.length; at++) {
    const field = FIELD.exec(tokens[at] ?? '');
    if (field === null) break;
    values.set(field[1] ?? '', field[2] ?? '');
  }
  const words = tokens.slice(at).join(' ').split(', ');
  const isDaemon = words.some((word) => word.toLowerCase() === 'daemon');
  const said = words.filter((word) => !/^(?:non)?daemon$|^gcable$/i.test(word));
  const hasJavaId = values.has('idx');
  return {
    name,
    javaId: hasJavaId ? decimal(values.get('id')) : Number.NaN,
    nid: nativeId(values.get('tid') ?? values.get('pid')),
    priority: decimal(values.get('prio')),
    isDaemon,
    words: said.join(', '),
    state: stateOfWords(said),
    extra: hasJavaId ? `idx=${values.get('idx') ?? ''}` : `id=${(values.get('id') ?? '').replace('0x0x', '0x')}`,
  };
}

function decimal(text: string | undefined): number {
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** Decimal, or hexadecimal with `0x`. */
export function nativeId(text: string | undefined): number {
  return text !== undefined && /^(?:\d+|0x[0-9a-f]+)$/i.test(text) ? Number(text) : Number.NaN;
}

/** `native_waiting` is the VM's own business: such a thread runs, as far as Java is concerned. */
function stateOfWords(words: readonly string[]): number {
  const said = words.map((word) => word.toLowerCase().replace(/ for .*$/, ''));
  if (said.includes('blocked')) return stateCode('BLOCKED');
  if (said.includes('sleeping')) return stateCode('TIMED_WAITING');
  if (said.includes('waiting') || said.includes('parked')) return stateCode('WAITING');
  return stateCode(said.some((word) => word === 'active' || word === 'alive') ? 'RUNNABLE' : undefined);
}
