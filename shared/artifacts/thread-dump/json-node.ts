export type JsonScalar = string | number | boolean | null;

/** A list of a hostile document is cut. */
const MAX_MEMBERS = 10_000;

/** One object or array while it is read. A stack's frames are kept as text ids, not as texts. */
export class JsonNode {
  readonly isArray: boolean;
  /** Its key in the object around it; empty in an array. */
  readonly key: string;
  /** Of its opening bracket. */
  readonly line: number;
  readonly #scalars = new Map<string, { readonly value: JsonScalar; readonly line: number }>();
  readonly #children = new Map<string, JsonNode>();
  /** Objects and arrays of an array. */
  readonly items: JsonNode[] = [];
  /** Texts of an array. */
  readonly texts: { readonly text: string; readonly line: number }[] = [];
  /** The array `stack` or `stackTrace`: ids of the frames, and the line of each. */
  readonly frames: number[] = [];
  readonly frameLines: number[] = [];

  constructor(isArray: boolean, key: string, line: number) {
    this.isArray = isArray;
    this.key = key;
    this.line = line;
  }

  get isStack(): boolean {
    return this.isArray && (this.key === 'stack' || this.key === 'stackTrace');
  }

  /** False when the value was not kept. */
  setScalar(key: string, value: JsonScalar, line: number): boolean {
    if (this.isArray) {
      if (typeof value !== 'string' || this.texts.length >= MAX_MEMBERS) return false;
      this.texts.push({ text: value, line });
    } else {
      if (this.#scalars.size >= MAX_MEMBERS) return false;
      this.#scalars.set(key, { value, line });
    }
    return true;
  }

  /** False when the child was not kept. */
  setChild(child: JsonNode): boolean {
    if (this.items.length >= MAX_MEMBERS || this.#children.size >= MAX_MEMBERS) return false;
    if (this.isArray) this.items.push(child);
    else this.#children.set(child.key, child);
    return true;
  }

  get scalars(): readonly (readonly [string, JsonScalar])[] {
    return Array.from(this.#scalars, ([key, { value }]) => [key, value] as const);
  }

  has(key: string): boolean {
    return this.#scalars.has(key) || this.#children.has(key);
  }

  child(key: string): JsonNode | null {
    return this.#children.get(key) ?? null;
  }

  text(key: string): string | null {
    const value = this.#scalars.get(key)?.value;
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
  }

  /** A number, or a text of one; NaN for anything else. */
  number(key: string): number {
    const value = this.#scalars.get(key)?.value;
    if (typeof value === 'number') return value;
    return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
  }

  isTrue(key: string): boolean {
    return this.#scalars.get(key)?.value === true;
  }

  /** Line of a scalar's value; the node's own for a key it has not. */
  lineOf(key: string): number {
    return this.#scalars.get(key)?.line ?? this.line;
  }
}
