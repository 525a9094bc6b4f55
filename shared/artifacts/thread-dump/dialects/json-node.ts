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
  /** Of the scalars: objects have few, which makes lists cheaper than maps. */
  readonly #keys: string[] = [];
  readonly #values: JsonScalar[] = [];
  readonly #lines: number[] = [];
  #children: JsonNode[] | null = null;
  /** The array `stack` or `stackTrace`: ids of the frames, and the line of each. */
  frames: number[] | null = null;
  frameLines: number[] | null = null;

  constructor(isArray: boolean, key: string, line: number) {
    this.isArray = isArray;
    this.key = key;
    this.line = line;
  }

  get isStack(): boolean {
    return this.isArray && (this.key === 'stack' || this.key === 'stackTrace');
  }

  addFrame(frame: number, line: number): void {
    this.frames ??= [];
    this.frameLines ??= [];
    this.frames.push(frame);
    this.frameLines.push(line);
  }

  /** False when the value was not kept. In an array the key is empty. */
  addScalar(key: string, value: JsonScalar, line: number): boolean {
    if (this.#keys.length >= MAX_MEMBERS) return false;
    this.#keys.push(key);
    this.#values.push(value);
    this.#lines.push(line);
    return true;
  }

  /** False when the child was not kept. */
  addChild(child: JsonNode): boolean {
    this.#children ??= [];
    if (this.#children.length >= MAX_MEMBERS) return false;
    this.#children.push(child);
    return true;
  }

  get scalars(): readonly (readonly [string, JsonScalar])[] {
    return this.#keys.map((key, index) => [key, this.#values[index] ?? null] as const);
  }

  /** Objects and arrays of an array. */
  get items(): readonly JsonNode[] {
    return this.#children ?? [];
  }

  /** Texts of an array. */
  get texts(): readonly { readonly text: string; readonly line: number }[] {
    return this.#values.flatMap((text, index) => (typeof text === 'string' ? [{ text, line: this.#lines[index] ?? this.line }] : []));
  }

  has(key: string): boolean {
    return this.#keys.includes(key) || this.child(key) !== null;
  }

  child(key: string): JsonNode | null {
    return this.#children?.find((child) => child.key === key) ?? null;
  }

  text(key: string): string | null {
    const value = this.#value(key);
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
  }

  /** A number, or a text of one; NaN for anything else. */
  number(key: string): number {
    const value = this.#value(key);
    if (typeof value === 'number') return value;
    return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
  }

  isTrue(key: string): boolean {
    return this.#value(key) === true;
  }

  /** Line of a scalar's value; the node's own for a key it has not. */
  lineOf(key: string): number {
    return this.#lines[this.#keys.indexOf(key)] ?? this.line;
  }

  #value(key: string): JsonScalar | undefined {
    return this.#values[this.#keys.indexOf(key)];
  }
}
