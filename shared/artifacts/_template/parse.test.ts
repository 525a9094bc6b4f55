import { describe, expect, it } from 'vitest';
import { UptimeParser } from './parse.ts';

function parse(text: string) {
  const parser = new UptimeParser();
  parser.push(new TextEncoder().encode(text));
  return parser.finish();
}

describe('reading uptime (the template)', () => {
  it('[TP-01] reads samples and says which lines it could not read', () => {
    const [log] = parse(' 12:00:01 up 3 days,  2 users,  load average: 0.52, 0.58, 0.59\nload average: none\n');
    expect(log).toMatchObject({ span: { first: 1, last: 2 }, unparsedLines: 1 });
    expect(Array.from(log?.model.load ?? [])).toEqual([0.52]);
  });

  it('[TP-02] finds nothing in other text', () => {
    expect(parse('hello\n')).toEqual([]);
  });
});
