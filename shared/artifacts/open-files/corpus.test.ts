import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFilesContract } from './contract.ts';
import { OpenFilesParser } from './parse.ts';

const corpus = path.resolve(import.meta.dirname, '../../../../shared/corpus');
const isThere = existsSync(path.join(corpus, 'expected.json'));

interface Expectation {
  readonly kind: string;
  readonly expected_json?: string;
}

type Row = Readonly<Record<string, string | number | boolean | null | undefined>>;

const expected = isThere ? (JSON.parse(readFileSync(path.join(corpus, 'expected.json'), 'utf8')) as Record<string, Expectation>) : {};
const files = Object.entries(expected).filter(([, { kind }]) => kind === 'lsof');

function parse(name: string) {
  const parser = new OpenFilesParser();
  parser.push(readFileSync(path.join(corpus, name)));
  const [list, ...others] = parser.finish();
  expect(others).toEqual([]);
  return list!;
}

/** A row of ours in the peer's words: FD, mode and lock in one, size or offset in one, without the `0t` that tells offsets. */
function inPeersWords(row: Row): Row {
  const { command, pid, tid = null, user, fd, mode, lock = null, type, device, sizeBytes, offsetBytes, node, name } = row;
  return { command, pid, tid, user, fd: `${fd}${mode ?? (lock === null ? '' : ' ')}${lock ?? ''}`.replace(' ', ''), type, device, size_off: sizeBytes ?? offsetBytes, node, name };
}

describe.skipIf(!isThere)('corpus of open files (skipped where ../shared/corpus is absent)', () => {
  it.each(files)('[OF-02] agrees with the peer on every row and field of %s', (name, { expected_json = '' }) => {
    const list = parse(path.join('files', name));
    expect(list).toMatchObject({ unparsedLines: 0, diagnostics: [] });
    const own = (openFilesContract(list.model)['files'] as readonly Row[]).map(inPeersWords);
    const peer = JSON.parse(readFileSync(path.join(corpus, 'files', expected_json), 'utf8')) as readonly Row[];
    expect(own).toHaveLength(peer.length);
    const differing = peer.flatMap((row, i) => Object.entries(row).filter(([field, value]) => (own[i]?.[field] ?? null) !== value).map(([field, value]) => `line ${i + 2} ${field}: ${String(own[i]?.[field])} <> ${String(value)}`));
    // The peer makes numbers of nodes, and nothing of those that are words.
    expect(differing.filter((difference) => !/^line \d+ node: (?:TCP|UDP) <> null$/.test(difference))).toEqual([]);
  });

  it('[OF-02] reads the open files of a loaded Tomcat to the last row', () => {
    const { model, unparsedLines, span } = parse('tomcat10-jdk17/t0-lsof-nP-p.txt');
    expect({ unparsedLines, span }).toEqual({ unparsedLines: 0, span: { first: 1, last: 119 } });
    expect(openFilesContract(model)).toMatchObject({ rows: 118, byType: { DIR: 2, REG: 72, CHR: 4, IPv6: 34, unix: 2, a_inode: 2, sock: 1, FIFO: 1 } });
  });
});
