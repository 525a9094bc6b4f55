import type { PatternNode } from './pattern.ts';

/** The longest text that every match holds, in lower case; empty when none is sure. Most texts of a table can be passed over for lack of it. */
export function requiredLiteral(pattern: PatternNode): string {
  const runs: string[] = [''];
  collect(pattern, runs);
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}

/** Appends letters to the last run; anything uncertain begins a new one. */
function collect(node: PatternNode, runs: string[]): void {
  switch (node.type) {
    case 'set': {
      const letter = onlyLetter(node);
      if (letter === null) runs.push('');
      else runs[runs.length - 1] += letter;
      return;
    }
    case 'sequence':
      for (const part of node.parts) collect(part, runs);
      return;
    case 'assert':
      return;
    case 'group':
      collect(node.part, runs);
      return;
    case 'repeat':
      runs.push('');
      if (node.min > 0) collect(node.part, runs);
      runs.push('');
      return;
    case 'choice':
      runs.push('');
  }
}

/** The letter that a set stands for in either case; null when it holds more. */
function onlyLetter({ ranges }: Extract<PatternNode, { type: 'set' }>): string | null {
  const units = ranges.flatMap(({ first, last }) => (last - first > 1 ? [0, 1] : first === last ? [first] : [first, last]));
  const letters = new Set(units.map((unit) => String.fromCharCode(unit).toLowerCase()));
  const [letter] = letters;
  return letters.size === 1 && letter !== undefined ? letter : null;
}
