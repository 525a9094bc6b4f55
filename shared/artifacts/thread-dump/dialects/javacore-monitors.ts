import { ACT_LOCKED, ACT_WAITS_IN_WAIT_SET, ACT_WAITS_TO_ENTER } from '../model.ts';
import { classOfIdentity } from './object-identity.ts';

/** What the monitor section says of one thread. */
export interface MonitorAct {
  /** One of the ACT_ codes. */
  readonly act: number;
  /** `java/lang/Object@0x…` as printed. */
  readonly identity: string;
  readonly className: string;
  readonly line: number;
}

const OBJECT = /^(\S+@[0-9A-Fa-fx/]+): (.*)$/;
const OWNER = /^(?:owner|Flat locked by) "(?:.*)" \((?:J9VMThread:)?(\w+)\)/;
const OWNER_IDENT = /^Flat locked by thread ident (\w+)/;
const QUEUED = /^"(?:.*)" \((?:J9VMThread:)?(\w+)\)/;
const IDENT = /^ident (\w+) "(?:.*)" \((\w+)\)/;
/** Sections of the same name follow each other without end in a hostile file. */
const MAX_ACTS = 1_000_000;

/** `0x000000015787A900` as `15787a900`: versions pad it differently within one file. */
export function threadKey(address: string): string {
  return address.toLowerCase().replace(/^0x/, '').replace(/^0+(?=.)/, '');
}

/** Collects the object monitors of a javacore, which stand before its threads, by the address of the thread concerned. */
export class JavacoreMonitors {
  readonly #acts = new Map<string, MonitorAct[]>();
  /** Ident by the address of its thread. */
  readonly #idents = new Map<string, string>();
  /** The object monitor whose queues are listed; null among system monitors. */
  #identity: string | null = null;
  #count = 0;

  read(tag: string, text: string, line: number): void {
    if (tag === '3LKMONOBJECT') this.#readObject(text, line);
    else if (tag === '2LKREGMON' || tag === '2LKMONINUSE') this.#identity = null;
    else if (tag === '3LKWAITER' || tag === '3LKWAITNOTIFY') {
      const queued = QUEUED.exec(text)?.[1];
      if (queued !== undefined && this.#identity !== null) this.#add(threadKey(queued), tag === '3LKWAITER' ? ACT_WAITS_TO_ENTER : ACT_WAITS_IN_WAIT_SET, this.#identity, line);
    } else if (tag === '2LKFLATMON') {
      const ident = IDENT.exec(text);
      if (ident !== null) this.#idents.set(threadKey(ident[2] ?? ''), threadKey(ident[1] ?? ''));
    }
  }

  /** In the order printed. */
  actsOf(key: string): readonly MonitorAct[] {
    const ident = this.#idents.get(key);
    return [...(this.#acts.get(key) ?? []), ...(ident === undefined ? [] : (this.#acts.get(`ident ${ident}`) ?? []))];
  }

  #readObject(text: string, line: number): void {
    const object = OBJECT.exec(text);
    this.#identity = object?.[1] ?? null;
    if (object === null || this.#identity === null) return;
    const owner = OWNER.exec(object[2] ?? '')?.[1];
    const ident = OWNER_IDENT.exec(object[2] ?? '')?.[1];
    if (owner !== undefined) this.#add(threadKey(owner), ACT_LOCKED, this.#identity, line);
    else if (ident !== undefined) this.#add(`ident ${threadKey(ident)}`, ACT_LOCKED, this.#identity, line);
  }

  #add(key: string, act: number, identity: string, line: number): void {
    if (this.#count >= MAX_ACTS) return;
    this.#count += 1;
    const acts = this.#acts.get(key);
    const added = { act, identity, className: classOfIdentity(identity), line };
    if (acts === undefined) this.#acts.set(key, [added]);
    else acts.push(added);
  }
}
