import { describe, expect, it } from 'vitest';
import { fixtureBytes, readText } from '../testing/read-dumps.ts';

const CONVOY = new TextDecoder().decode(fixtureBytes('openjdk17--convoy-jcmd-l'));
const DEADLOCK = new TextDecoder().decode(fixtureBytes('openjdk17--monitor-deadlock-jstack'));

function ambiguous(text: string) {
  return readText(text).flatMap(({ span, diagnostics }) => diagnostics.filter(({ code }) => code === 'TD-AMBIGUOUS-LINES').map((found) => [found.span, span, found.message.params['count']]));
}

function interleaved(first: string, second: string): string {
  const [a, b] = [first.split('\n'), second.split('\n')];
  const lines: string[] = [];
  for (let i = 0; i < Math.max(a.length, b.length); i += 5) lines.push(...a.slice(i, i + 5), ...b.slice(i, i + 5));
  return lines.join('\n');
}

describe('two JVMs that print at the same time', () => {
  it('[TD-14] are told with the lines that may belong to either, and nothing is guessed', () => {
    const found = ambiguous(interleaved(CONVOY, DEADLOCK));
    expect(found.length).toBeGreaterThan(0);
    for (const [span, whole, count] of found) {
      expect(span).toEqual(whole);
      expect(count).toBeGreaterThan(100);
    }
  });

  it('[TD-14] are not seen in dumps one after the other, nor in one that was cut off', () => {
    for (const text of [`${CONVOY}${DEADLOCK}`, `${CONVOY.slice(0, 4000)}\n${DEADLOCK}`, `${CONVOY}\nlog\n${CONVOY.slice(0, 5000)}`, CONVOY]) expect(ambiguous(text)).toEqual([]);
  });
});
