import type { LockActs, ThreadColumns } from '../model.ts';

type TypedArray = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** One column of 32-bit numbers that grows by doubling. */
export class GrowingUint32 {
  values = new Uint32Array(256);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      this.values = larger(this.values, this.length * 2);
    }
    this.values[this.length++] = value;
  }

  freeze(): Uint32Array<ArrayBuffer> {
    return this.values.slice(0, this.length);
  }
}

/** A copy with room for `length`. */
export function larger<Column extends TypedArray>(column: Column, length: number): Column {
  const Make = column.constructor as new (length: number) => Column;
  const copy = new Make(length);
  copy.set(column);
  return copy;
}

/** Thread rows while a dump is being read; the fields are those of ThreadColumns. One instance serves all dumps of a capture in turn. */
export class ThreadRows {
  count = 0;
  name = new Uint32Array(64);
  javaId = new Float64Array(64);
  nid = new Float64Array(64);
  priority = new Float64Array(64);
  cpuMs = new Float64Array(64);
  elapsedMs = new Float64Array(64);
  flags = new Uint8Array(64);
  state = new Uint8Array(64);
  stateDetail = new Uint32Array(64);
  headerState = new Uint32Array(64);
  extra = new Uint32Array(64);
  activity = new Uint32Array(64);
  stack = new Uint32Array(64);
  stackLine = new Uint32Array(64);
  firstLine = new Uint32Array(64);
  lastLine = new Uint32Array(64);
  actStart = new Uint32Array(64);

  /** Adds an empty row and returns its number. */
  add(line: number, actStart: number): number {
    if (this.count + 1 >= this.name.length) this.#resize(this.name.length * 2);
    const row = this.count++;
    // `name` keeps what stood in this row in the dump before, a good guess; it is always set next.
    this.flags[row] = this.state[row] = this.stateDetail[row] = this.headerState[row] = 0;
    this.extra[row] = this.activity[row] = this.stack[row] = this.stackLine[row] = 0;
    this.javaId[row] = this.nid[row] = this.priority[row] = this.cpuMs[row] = this.elapsedMs[row] = Number.NaN;
    this.firstLine[row] = this.lastLine[row] = line;
    this.actStart[row] = actStart;
    return row;
  }

  /** Copies the columns, cut to their length; `actStart` keeps one entry more. The next dump starts with no rows. */
  freeze(acts: number): ThreadColumns {
    const { count } = this;
    this.actStart[count] = acts;
    this.count = 0;
    return {
      count,
      name: this.name.slice(0, count),
      javaId: this.javaId.slice(0, count),
      nid: this.nid.slice(0, count),
      priority: this.priority.slice(0, count),
      cpuMs: this.cpuMs.slice(0, count),
      elapsedMs: this.elapsedMs.slice(0, count),
      flags: this.flags.slice(0, count),
      state: this.state.slice(0, count),
      stateDetail: this.stateDetail.slice(0, count),
      headerState: this.headerState.slice(0, count),
      extra: this.extra.slice(0, count),
      activity: this.activity.slice(0, count),
      stack: this.stack.slice(0, count),
      stackLine: this.stackLine.slice(0, count),
      firstLine: this.firstLine.slice(0, count),
      lastLine: this.lastLine.slice(0, count),
      actStart: this.actStart.slice(0, count + 1),
    };
  }

  #resize(length: number): void {
    const fit = <Column extends TypedArray>(column: Column): Column => larger(column, length);
    this.name = fit(this.name);
    this.javaId = fit(this.javaId);
    this.nid = fit(this.nid);
    this.priority = fit(this.priority);
    this.cpuMs = fit(this.cpuMs);
    this.elapsedMs = fit(this.elapsedMs);
    this.flags = fit(this.flags);
    this.state = fit(this.state);
    this.stateDetail = fit(this.stateDetail);
    this.headerState = fit(this.headerState);
    this.extra = fit(this.extra);
    this.activity = fit(this.activity);
    this.stack = fit(this.stack);
    this.stackLine = fit(this.stackLine);
    this.firstLine = fit(this.firstLine);
    this.lastLine = fit(this.lastLine);
    this.actStart = fit(this.actStart);
  }
}

/** Lock acts while a dump is being read; the fields are those of LockActs. Serves all dumps of a capture in turn. */
export class ActRows {
  length = 0;
  act = new Uint8Array(256);
  depth = new Uint32Array(256);
  object = new Uint32Array(256);
  className = new Uint32Array(256);
  line = new Uint32Array(256);

  push(act: number, depth: number, object: number, className: number, line: number): void {
    const row = this.length;
    if (row === this.act.length) this.#resize(row * 2);
    this.act[row] = act;
    this.depth[row] = depth;
    this.object[row] = object;
    this.className[row] = className;
    this.line[row] = line;
    this.length += 1;
  }

  freeze(): LockActs {
    const { length } = this;
    this.length = 0;
    return {
      act: this.act.slice(0, length),
      depth: this.depth.slice(0, length),
      object: this.object.slice(0, length),
      className: this.className.slice(0, length),
      line: this.line.slice(0, length),
    };
  }

  #resize(length: number): void {
    const fit = <Column extends TypedArray>(column: Column): Column => larger(column, length);
    this.act = fit(this.act);
    this.depth = fit(this.depth);
    this.object = fit(this.object);
    this.className = fit(this.className);
    this.line = fit(this.line);
  }
}
