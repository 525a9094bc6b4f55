import type { Program } from './program.ts';
import { normal, WORD } from './unit-ranges.ts';

const UNITS = 0x10000;

/** Code units that no step of a program tells apart share a class, so that tables of transitions stay small. */
export interface UnitClasses {
  /** By code unit. */
  readonly classOf: Uint16Array;
  /** A unit of each class. */
  readonly sample: readonly number[];
}

export function unitClasses({ steps }: Program): UnitClasses {
  const isEdge = new Uint8Array(UNITS + 1);
  const mark = (first: number, last: number): void => {
    isEdge[first] = 1;
    isEdge[last + 1] = 1;
  };
  for (const { first, last } of WORD) mark(first, last);
  for (const step of steps) if (step.type === 'set') for (const { first, last } of normal(step.ranges)) mark(first, last);
  const classOf = new Uint16Array(UNITS);
  const sample: number[] = [0];
  for (let unit = 1; unit < UNITS; unit++) {
    if (isEdge[unit] === 1) sample.push(unit);
    classOf[unit] = sample.length - 1;
  }
  return { classOf, sample };
}
