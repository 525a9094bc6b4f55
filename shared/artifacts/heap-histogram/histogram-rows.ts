import { readableClassName } from './class-names.ts';
import type { HeapHistogram } from './model.ts';
import type { RowFields } from './read-row.ts';

const LF = 10;
const MODULE_SLOTS = 256;

interface RecentModule {
  readonly bytes: Uint8Array;
  readonly code: number;
}

/** The growing columns of one histogram. Names are kept as bytes and decoded together at the end, which is many times faster than one by one. */
export class HistogramRows {
  #count = 0;
  #ranks = new Uint32Array(1024);
  #instances = new Float64Array(1024);
  #shallowBytes = new Float64Array(1024);
  #lines = new Uint32Array(1024);
  #moduleCodes = new Uint32Array(1024);
  #names = new Uint8Array(65_536);
  #namesLength = 0;
  readonly #modules = new Map<string, number>();
  /** Modules met lately, by a hash of their bytes: few are, so that hardly any is decoded twice. */
  readonly #recentModules: (RecentModule | undefined)[] = Array.from({ length: MODULE_SLOTS });

  get count(): number {
    return this.#count;
  }

  get lastRank(): number {
    return this.#count === 0 ? 0 : (this.#ranks[this.#count - 1] as number);
  }

  add(bytes: Uint8Array, fields: RowFields, line: number): void {
    if (this.#count === this.#ranks.length) this.#grow();
    const row = this.#count++;
    this.#ranks[row] = fields.rank;
    this.#instances[row] = fields.instances;
    this.#shallowBytes[row] = fields.shallowBytes;
    this.#lines[row] = line;
    this.#moduleCodes[row] = fields.moduleEnd > fields.moduleStart ? this.#moduleCode(bytes, fields) : 0;
    this.#addName(bytes, fields.nameStart, fields.nameEnd);
  }

  columns(): Pick<HeapHistogram, 'rowCount' | 'ranks' | 'classNames' | 'rawNames' | 'moduleCodes' | 'modules' | 'instances' | 'shallowBytes' | 'lines' | 'total'> {
    const count = this.#count;
    const rawNames = count === 0 ? [] : new TextDecoder().decode(this.#names.subarray(0, this.#namesLength - 1)).split('\n');
    const instances = this.#instances.slice(0, count);
    const shallowBytes = this.#shallowBytes.slice(0, count);
    return {
      rowCount: count,
      ranks: this.#ranks.slice(0, count),
      classNames: rawNames.map(readableClassName),
      rawNames,
      moduleCodes: this.#moduleCodes.slice(0, count),
      modules: [...this.#modules.keys()],
      instances,
      shallowBytes,
      lines: this.#lines.slice(0, count),
      total: { instances: sum(instances), shallowBytes: sum(shallowBytes) },
    };
  }

  #addName(bytes: Uint8Array, start: number, end: number): void {
    const needed = this.#namesLength + end - start + 1;
    if (needed > this.#names.length) {
      const larger = new Uint8Array(Math.max(needed, this.#names.length * 2));
      larger.set(this.#names.subarray(0, this.#namesLength));
      this.#names = larger;
    }
    for (let i = start; i < end; i++) this.#names[this.#namesLength++] = bytes[i] as number;
    this.#names[this.#namesLength++] = LF;
  }

  #moduleCode(bytes: Uint8Array, { moduleStart, moduleEnd }: RowFields): number {
    let hash = 0;
    for (let i = moduleStart; i < moduleEnd; i++) hash = (Math.imul(hash, 31) + (bytes[i] as number)) | 0;
    const slot = (hash ^ (hash >>> 8)) & (MODULE_SLOTS - 1);
    const recent = this.#recentModules[slot];
    if (recent && isSame(recent.bytes, bytes, moduleStart, moduleEnd)) return recent.code;
    const copy = bytes.slice(moduleStart, moduleEnd);
    const name = new TextDecoder().decode(copy);
    const code = this.#modules.get(name) ?? this.#modules.size + 1;
    this.#modules.set(name, code);
    this.#recentModules[slot] = { bytes: copy, code };
    return code;
  }

  #grow(): void {
    const size = this.#ranks.length * 2;
    this.#ranks = grown(this.#ranks, new Uint32Array(size));
    this.#lines = grown(this.#lines, new Uint32Array(size));
    this.#moduleCodes = grown(this.#moduleCodes, new Uint32Array(size));
    this.#instances = grown(this.#instances, new Float64Array(size));
    this.#shallowBytes = grown(this.#shallowBytes, new Float64Array(size));
  }
}

function grown<Values extends Uint32Array | Float64Array>(from: Values, to: Values): Values {
  to.set(from);
  return to;
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
