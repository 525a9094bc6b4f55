import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { socketsContract } from './contract.ts';
import { SocketParser } from './parse.ts';

const corpus = path.resolve(import.meta.dirname, '../../../../shared/corpus');
const isThere = existsSync(path.join(corpus, 'expected.json'));

interface Expectation {
  readonly kind: string;
  readonly expected_json?: string;
}

type PeerRow = Readonly<Record<string, string | number | null | undefined>>;
type OwnRow = Readonly<Record<string, string | number | null | undefined>>;

const expected = isThere ? (JSON.parse(readFileSync(path.join(corpus, 'expected.json'), 'utf8')) as Record<string, Expectation>) : {};
const files = Object.entries(expected).filter(([, { kind, expected_json }]) => (kind === 'netstat' || kind === 'ss') && expected_json !== undefined);
const tables = files.filter(([name]) => /netstat-(?:r|i)[^/]*\.out$/.test(name));
const listings = files.filter((entry) => !tables.includes(entry));

function parse(name: string) {
  const parser = new SocketParser();
  parser.push(readFileSync(path.join(corpus, name)));
  return parser.finish();
}

function peerOf(expectation: Expectation): readonly PeerRow[] {
  return JSON.parse(readFileSync(path.join(corpus, 'files', expectation.expected_json ?? ''), 'utf8')) as PeerRow[];
}

/** What the peer lists beside sockets. */
const NO_SOCKETS: ReadonlySet<string> = new Set(['Registered kernel control module']);
const SS_STATES: Readonly<Record<string, string>> = { ESTAB: 'ESTABLISHED' };

const withoutBrackets = (address: string | number | null | undefined): string | null => (address === null || address === undefined ? null : String(address).replace(/^\[(.*)\]$/, '$1'));

/** The peer's row in our words, field by field; a field that the peer does not give is left out. */
function translated(row: PeerRow): OwnRow {
  const isSs = 'netid' in row;
  const isUnix = row['kind'] === 'socket' || String(row['netid'] ?? '').startsWith('u_');
  const kernel = row['kind'] === 'Active kernel event socket' || row['kind'] === 'Active kernel control socket';
  const ports = isUnix || kernel || row['netid'] === 'nl' || row['netid'] === 'p_raw' ? {} : { localPort: row['local_port_num'] ?? null, remotePort: row['foreign_port_num'] ?? row['peer_port_num'] ?? null };
  const addresses = isUnix || kernel || row['netid'] === 'nl' || row['netid'] === 'p_raw' ? {} : { localAddress: withoutBrackets(row['local_address']), remoteAddress: withoutBrackets(row['foreign_address'] ?? row['peer_address']) };
  return {
    protocol: kernel || !isUnix || isSs ? String(row['netid'] ?? row['proto']).toLowerCase() : 'unix',
    state: SS_STATES[String(row['state'])] ?? (row['state'] || null),
    ...('recv_q' in row ? { recvQ: row['recv_q'], sendQ: row['send_q'] } : {}),
    ...(isSs ? {} : { pid: row['pid'] ?? null, program: row['program_name'] ?? null }),
    ...(isSs && isUnix ? { inode: row['local_port_num'] } : {}),
    ...('inode' in row ? { inode: row['inode'] } : {}),
    ...('user' in row ? { user: row['user'] } : {}),
    ...ports,
    ...addresses,
    path: (isUnix ? (row['path'] ?? row['addr']) : undefined) ?? undefined,
  };
}

/** Field by field, ours against the peer's; named as `field: ours <> peer's`, counted by field. */
function differences(own: readonly OwnRow[], peer: readonly PeerRow[]): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const [i, row] of peer.entries()) {
    for (const [field, value] of Object.entries(translated(row))) {
      const ours = own[i]?.[field] ?? null;
      if (ours !== (value ?? null)) (found[field] ??= []).push(`${String(ours)} <> ${String(value)}`);
    }
  }
  return found;
}

describe.skipIf(!isThere)('corpus of sockets (skipped where ../shared/corpus is absent)', () => {
  it.each(listings)('[SK-01] reads as many sockets of %s as the peer, and leaves no line unread', (name, expectation) => {
    const found = parse(path.join('files', name));
    expect(found).toHaveLength(1);
    expect(found[0]?.unparsedLines).toBe(0);
    const peer = peerOf(expectation);
    expect(found[0]?.model.table.rowCount).toBe(peer.filter(({ kind }) => !NO_SOCKETS.has(String(kind))).length);
  });

  it.each(tables)('[SK-01] finds no sockets in %s, which lists routes or interfaces', (name) => {
    expect(parse(path.join('files', name))).toEqual([]);
  });

  it.each(listings)('[SK-03] agrees with the peer on every field of %s, but for the differences named in SPEC.md', (name, expectation) => {
    const contract = socketsContract(parse(path.join('files', name))[0]!.model) as JsonObject & { readonly sockets: readonly OwnRow[] };
    const peer = peerOf(expectation).filter(({ kind }) => !NO_SOCKETS.has(String(kind)));
    const { localPort = [], remotePort = [], state = [], path: paths = [], localAddress = [], ...others } = differences(contract.sockets, peer);
    expect(others).toEqual({});
    // Ports of addresses that fill their column: the peer takes what is left of them. Windows' port 0: the peer drops it.
    const port = /osx|freebsd/.test(name) ? /^null <> \d{1,4}$/ : name.includes('windows') ? /^0 <> null$/ : /^never$/;
    for (const difference of [...localPort, ...remotePort]) expect(difference, name).toMatch(port);
    // The zone of a link-local address, which is an interface here and part of the address there.
    for (const address of localAddress) expect(address, name).toMatch(/^(fe80::\S+) <> \1%\d+$/);
    // ss prints `*` for a Unix socket without a path; the peer takes it for one.
    expect(new Set(paths)).toEqual(new Set(name.includes('ss-sudo') ? ['null <> *'] : []));
    // The received bytes of an icm4 row, which the peer takes for its state.
    expect(state).toEqual(name.endsWith('netstat-Abn.out') ? ['null <> 1325516'] : []);
  });

  it('[SK-08] reads the same sockets of a loaded Tomcat from netstat and from ss with any flags', () => {
    const [netstat, ss, detailed] = ['t0-netstat-anp.tomcat-only.txt', 't0-ss-tanp.tomcat-only.txt', 't0-ss-tanpoie.tomcat-only.txt'].map((file) => socketsContract(parse(path.join('tomcat10-jdk17', file))[0]!.model));
    const states = { LISTEN: 3, TIME_WAIT: 71, ESTABLISHED: 66 };
    for (const contract of [netstat, ss, detailed]) expect(contract).toMatchObject({ rows: 140, byState: states });
    const inodes = ((detailed?.['sockets'] ?? []) as readonly OwnRow[]).filter(({ inode }) => inode !== null && inode !== 0);
    expect(inodes).toHaveLength(69);
    const pids = (contract: JsonObject | undefined): number => ((contract?.['sockets'] ?? []) as readonly OwnRow[]).filter(({ pid }) => pid === 10_223).length;
    expect([pids(netstat), pids(ss), pids(detailed)]).toEqual([34, 34, 34]);
  });
});
