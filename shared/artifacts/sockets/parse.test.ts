import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import type { ParsedArtifact } from '../../base/parsed.ts';
import { socketsContract } from './contract.ts';
import { hexAddress } from './hex-address.ts';
import type { SocketListing } from './model.ts';
import { SocketParser } from './parse.ts';
import { sniffSockets } from './sniff.ts';

const NETSTAT = 'Active Internet connections (servers and established)\nProto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name    \n';
const UNIX = 'Active UNIX domain sockets (servers and established)\nProto RefCnt Flags       Type       State         I-Node   PID/Program name     Path\n';
const SS = 'State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process\n';

function parse(text: string, chunkBytes = 1 << 20): readonly ParsedArtifact<SocketListing>[] {
  const bytes = new TextEncoder().encode(text);
  const parser = new SocketParser();
  for (let at = 0; at < bytes.length; at += chunkBytes) parser.push(bytes.slice(at, at + chunkBytes));
  return parser.finish();
}

function only(text: string): ParsedArtifact<SocketListing> {
  const found = parse(text);
  expect(found).toHaveLength(1);
  return found[0]!;
}

function rows(text: string): readonly JsonObject[] {
  return socketsContract(only(text).model)['sockets'] as readonly JsonObject[];
}

function codes({ diagnostics }: ParsedArtifact<SocketListing>): readonly string[] {
  return diagnostics.map(({ code }) => code);
}

describe('netstat of Linux', () => {
  it('[SK-03] takes everything after the slash for the program, spaces and colons too', () => {
    expect(rows(`${NETSTAT}tcp        0      0 0.0.0.0:22      0.0.0.0:*     LISTEN      600/sshd: /usr/sbin \ntcp 0 0 1.2.3.4:80 5.6.7.8:90 ESTABLISHED -\n`)).toMatchObject([
      { protocol: 'tcp', localAddress: '0.0.0.0', localPort: 22, remoteAddress: '0.0.0.0', remotePort: null, state: 'LISTEN', pid: 600, program: 'sshd: /usr/sbin', line: 3 },
      { remotePort: 90, pid: null, program: null },
    ]);
  });

  it('[SK-03] does not take the program of UDP, which prints no state, for one', () => {
    expect(rows(`${NETSTAT}udp        0      0 127.0.0.53:53           0.0.0.0:*                           885/systemd-resolve \nudp 0 0 1.1.1.1:5 2.2.2.2:6 ESTABLISHED 1/x\nraw6 0 0 :::58 :::* 7 867/systemd-network\n`)).toMatchObject([
      { protocol: 'udp', state: null, pid: 885, program: 'systemd-resolve' },
      { state: 'ESTABLISHED', pid: 1 },
      { protocol: 'raw6', state: '7', localAddress: '::', localPort: 58, remotePort: null, pid: 867 },
    ]);
  });

  it('[SK-03] reads user, inode and timer, where a user may be a number', () => {
    const header = 'Proto Recv-Q Send-Q Local Address           Foreign Address         State       User       Inode      PID/Program name     Timer\n';
    expect(rows(`${header}tcp 0 36 10.0.0.1:22 10.0.0.2:5000 ESTABLISHED 0 4711 12/sshd: a b  on (0.20/0/0)\nudp 0 0 0.0.0.0:68 0.0.0.0:* 0 20830 1029/dhclient off (0.00/0/0)\ntcp 0 0 1.1.1.1:1 2.2.2.2:2 TIME_WAIT 0 0 - timewait (22.46/0/0)\n`)).toMatchObject([
      { user: '0', inode: 4711, pid: 12, program: 'sshd: a b', timer: 'on (0.20/0/0)', sendQ: 36 },
      { state: null, user: '0', inode: 20_830, program: 'dhclient' },
      { state: 'TIME_WAIT', inode: 0, pid: null, timer: 'timewait (22.46/0/0)' },
    ]);
  });

  it('[SK-04] ends the program of a Unix socket where its column ends', () => {
    expect(rows(`${UNIX}unix  2      [ ACC ]     STREAM     LISTENING     13851    1/init and more      /run/with space.sock\nunix  2      [ ]         DGRAM                    8973     -                    /run/x\nunix  3      [ ]         STREAM     CONNECTED     9     \n`)).toMatchObject([
      { protocol: 'unix', state: 'LISTENING', inode: 13_851, pid: 1, program: 'init and more', path: '/run/with space.sock', socketType: 'STREAM', recvQ: null },
      { state: null, inode: 8973, pid: null, path: '/run/x' },
      { state: 'CONNECTED', inode: 9 },
    ]);
  });

  it('[SK-03] says that addresses may be cut, and that processes are hidden', () => {
    const found = only(`(Not all processes could be identified, non-owned process info\n will not be shown, you would have to be root to see it all.)\n${NETSTAT}tcp        0      0 localhost.localdo:35450 1.2.3.4:443 ESTABLISHED -\n`);
    expect(codes(found).toSorted()).toEqual(['SK-CUT-ADDRESS', 'SK-HIDDEN-PROCESSES']);
    expect(found).toMatchObject({ span: { first: 1, last: 5 }, unparsedLines: 0 });
  });

  it('[SK-01] begins another listing where the section comes again, and leaves out what comes long after', () => {
    const listing = `${NETSTAT}tcp 0 0 1.1.1.1:1 2.2.2.2:2 ESTABLISHED -\n${UNIX}unix 2 [ ] DGRAM 5 - /x\n`;
    expect(parse(listing + listing).map(({ model, span }) => [model.table.rowCount, span.first])).toEqual([[2, 1], [2, 7]]);
    expect(only(`${listing}${'a log line\n'.repeat(80)}`).span.last).toBe(6);
  });
});

describe('other netstats', () => {
  it('[SK-06] takes the last dot before the port, and no port of an address that fills its column', () => {
    const header = 'Active Internet connections\nProto Recv-Q Send-Q  Local Address      Foreign Address    (state)    \n';
    expect(rows(`${header}tcp4       0      0  192.168.1.221.5486 140.82.113.26.443  ESTABLISHED\ntcp6       0      0  *.22               *.*                LISTEN     \nudp46      0      0  *.*                *.*                           \ntcp4       0      0  192.168.1.22.54861 10.0.0.1.80        FIN_WAIT_2 \n`)).toMatchObject([
      { protocol: 'tcp4', localAddress: '192.168.1.221', localPort: null, remoteAddress: '140.82.113.26', remotePort: 443, state: 'ESTABLISHED' },
      { localAddress: '*', localPort: 22, remoteAddress: '*', remotePort: null, state: 'LISTEN' },
      { protocol: 'udp46', state: null, localPort: null },
      { localPort: 54_861, state: 'FIN_WAIT_2' },
    ]);
  });

  it('[SK-07] reads Windows with the programs of -b under their rows', () => {
    const text = '\nActive Connections\n\n  Proto  Local Address          Foreign Address        State           PID\n  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1712\n  RpcSs\n [svchost.exe]\n  UDP    [fe80::1%9]:1900       *:*                                    5\n Can not obtain ownership information\n';
    const found = only(text);
    expect(found).toMatchObject({ unparsedLines: 0, span: { first: 2, last: 9 } });
    expect(rows(text)).toMatchObject([{ protocol: 'tcp', state: 'LISTENING', localPort: 135, pid: 1712, program: 'svchost.exe' }, { protocol: 'udp', localAddress: 'fe80::1', interface: '9', localPort: 1900, remoteAddress: '*', remotePort: null, state: null, pid: 5, program: null }]);
  });

  it.each([
    ['German', '\nAktive Verbindungen\n\n  Proto  Lokale Adresse         Remoteadresse          Status           PID\n  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN         1712\n  TCP    10.0.0.1:50000         10.0.0.2:443           HERGESTELLT     44\n'],
    ['Korean', '\n활성 연결\n\n  프로토콜  로컬 주소           외부 주소              상태            PID\n  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1712\n  TCP    10.0.0.1:50000         10.0.0.2:443           ESTABLISHED     44\n'],
  ])('[SK-02] reads %s titles of Windows by the shape of the rows', (_, text) => {
    const found = only(text);
    expect(codes(found)).toEqual(['SK-NO-TITLES', 'SK-NO-TITLES'].slice(0, codes(found).length));
    expect(found.unparsedLines).toBe(0);
    expect(rows(text)).toMatchObject([{ state: 'LISTENING', localPort: 135, pid: 1712 }, { state: 'ESTABLISHED', remotePort: 443, pid: 44 }]);
    expect(sniffSockets(new TextEncoder().encode(text))).toBeGreaterThan(0.4);
  });
});

describe('ss', () => {
  it('[SK-08] reads the holders of a socket, names with quotes too, in both forms', () => {
    expect(rows(`${SS}ESTAB 0 0 1.1.1.1:1 2.2.2.2:2 users:(("a",b)",pid=7,fd=3),("java",pid=7,fd=9),("child",pid=8,fd=3))\nESTAB 0 0 1.1.1.1:3 2.2.2.2:2 users:(("sshd",1215,3))\n`)).toMatchObject([
      { pid: 7, fd: 3, program: 'a",b)', otherHolders: 'child 8', protocol: 'tcp', state: 'ESTABLISHED' },
      { pid: 1215, fd: 3, program: 'sshd' },
    ]);
  });

  it('[SK-08] reads the second line of -i and -e as part of the row before', () => {
    const text = `${SS}ESTAB 0 0 [::1]:80 [::1]:5000 users:(("x",pid=1,fd=2)) timer:(keepalive,1min12sec,0) uid:1000 ino:77 sk:1 <->\n\t cubic wscale:7,7 rto:204 rtt:1.25/0.5 retrans:0/7 lastsnd:12 lastrcv:3400 bytes_acked:5\nLISTEN 3 128 127.0.0.53%lo:53 0.0.0.0:*\n`;
    expect(only(text).unparsedLines).toBe(0);
    expect(rows(text)).toMatchObject([{ localAddress: '::1', localPort: 80, inode: 77, user: '1000', timer: 'keepalive,1min12sec,0', rttMs: 1.25, retransmits: 7, lastSentMs: 12, lastReceivedMs: 3400 }, { localAddress: '127.0.0.53', interface: 'lo', localPort: 53, recvQ: 3, sendQ: 128 }]);
  });

  it('[SK-08] finds out the protocol that it does not print', () => {
    expect(codes(only(`${SS}UNCONN 0 0 0.0.0.0:68 0.0.0.0:*\nESTAB 0 0 1.1.1.1:1 2.2.2.2:53\n`))).toEqual(['SK-PROTOCOL-GUESSED']);
    expect(rows(`${SS}UNCONN 0 0 0.0.0.0:68 0.0.0.0:*\n`)).toMatchObject([{ protocol: 'udp' }]);
    expect(rows(`${SS}UNCONN 0 0 0.0.0.0:68 0.0.0.0:*\nLISTEN 0 5 0.0.0.0:80 0.0.0.0:*\n`)).toMatchObject([{ protocol: 'tcp' }, { protocol: 'tcp' }]);
  });

  it('[SK-08] reads Unix sockets, and rows without a state', () => {
    const titles = 'NetidState  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess\n';
    expect(rows(`${titles}u_str ESTAB 0 0 /run/a b.sock 93069 * 93070 users:(("x",pid=1,fd=2))\nu_dgr UNCONN 0 0 * 5 * 0\nnl UNCONN 768 0 rtnl:dockerd/1220 *\ntcp 0 0 1.1.1.1:1 2.2.2.2:2\n`)).toMatchObject([
      { protocol: 'u_str', path: '/run/a b.sock', inode: 93_069, peerInode: 93_070, localPort: null, pid: 1, socketType: 'STREAM' },
      { inode: 5, peerInode: 0 },
      { protocol: 'nl', recvQ: 768, localAddress: 'rtnl', localService: 'dockerd/1220' },
      { protocol: 'tcp', state: null, remotePort: 2 },
    ]);
  });
});

describe('/proc/net', () => {
  it('[SK-09] decodes addresses, states and queues, and gives sockets to the process that links them', () => {
    const text = [
      '==> /proc/77/comm <==', 'java', '==> /proc/77/fd <==', 'total 0', 'lrwx------ 1 u g 64 Nov 21 16:05 12 -> socket:[4711]', 'lr-x------ 1 u g 64 Nov 21 16:05 0 -> /dev/null',
      '==> /proc/77/net/tcp <==', '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000002 00:00000000 00000000  1000        0 4711 1 000000006638c382 100 0 0 10 0',
      '==> /proc/77/net/udp6 <==', '   2: 00000000000000000000000001000000:0035 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 5 2 0000000000000000 0', '# borescope: end',
    ].join('\n');
    expect(only(text)).toMatchObject({ unparsedLines: 0, span: { first: 1, last: 12 } });
    expect(rows(text)).toMatchObject([{ protocol: 'tcp', state: 'LISTEN', localAddress: '127.0.0.1', localPort: 8080, remotePort: null, recvQ: 2, user: '1000', inode: 4711, pid: 77, fd: 12, program: 'java' }, { protocol: 'udp6', state: null, localAddress: '::1', localPort: 53, pid: null }]);
  });

  it('[SK-09] writes IPv6 addresses as RFC 5952 does', () => {
    expect(hexAddress('B80D0120000000000000000001000000')).toBe('2001:db8::1');
    expect(hexAddress('0000000000000000FFFF00000100007F')).toBe('::ffff:127.0.0.1');
    expect(hexAddress('00000000000000000000000000000000')).toBe('::');
  });
});

describe('any input', () => {
  it('[SK-01] counts what it cannot read and reads the rest', () => {
    const found = only(`${NETSTAT}tcp 0 0 1.1.1.1:1 2.2.2.2:2 ESTABLISHED 7/a\ntcp   0  x  garbled\n\u0000\u0001\u0002 noise\ntcp 0 0 1.1.1.1:3 2.2.2.2:2 CLOSE_WAIT 7/a\ntcp 0 0 1.1.\n`);
    expect(found.model.table.rowCount).toBe(2);
    expect(found.diagnostics.map(({ code, span }) => [code, span?.first])).toEqual([['SK-UNREADABLE-ROW', 4], ['SK-UNKNOWN-LINE', 5], ['SK-UNREADABLE-ROW', 7]]);
    expect(found.unparsedLines).toBe(3);
  });

  it('[SK-01] finds nothing in what lists no sockets', () => {
    expect(parse('')).toEqual([]);
    expect(parse('Kernel IP routing table\nDestination     Gateway         Genmask         Flags   MSS Window  irtt Iface\n0.0.0.0         192.168.1.1     0.0.0.0         UG        0 0          0 eth0\n')).toEqual([]);
    expect(parse('2026-11-20 11:40:02 tcp connection to 10.0.0.1:443 lost\n')).toEqual([]);
    expect(only(NETSTAT).model.table.rowCount).toBe(0);
  });

  const line = fc.oneof(
    fc.constantFrom(NETSTAT, UNIX, SS, 'tcp 0 0 1.1.1.1:1 2.2.2.2:2 ESTABLISHED 7/한글 이름\n', 'unix 2 [ ] DGRAM 5 - /x\n', 'ESTAB 0 0 1.1.1.1:1 2.2.2.2:2 users:(("\n', '\t cubic rtt:1\n', '  TCP 1.1.1.1:1 2.2.2.2:2 ESTABLISHED 5\n', ' [x.exe]\n', '==> /proc/1/net/unix <==\n', '# borescope: end\n', '   0: 0100007F:1F90 00000000:0000 0A 0:0 00:0 0 0 0 1 1\n', 'tcp4 0 0 *.22 *.* LISTEN\n', '\r\n'),
    fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `${text}\n`),
  );

  it('[SK-01] gives the same however it is cut into chunks, with rows whose lines lie within their listing', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), fc.integer({ min: 1, max: 40 }), (lines, chunkBytes) => {
        const text = lines.join('');
        const whole = parse(text);
        expect(parse(text, chunkBytes)).toEqual(whole);
        let last = 0;
        for (const { span, model } of whole) {
          expect(span.first).toBeGreaterThan(last);
          last = span.last;
          for (const [row, first] of model.table.firstLine.entries()) expect(first >= span.first && (model.table.lastLine[row] ?? 0) <= span.last).toBe(true);
        }
        expect(last).toBeLessThanOrEqual(text.split('\n').length);
      }),
      { numRuns: 60 },
    );
  });

  it('[SK-01] reads a line of 20 MB in linear time and the rows around it', () => {
    const found = only(`${NETSTAT}tcp 0 0 1.1.1.1:1 2.2.2.2:2 ESTABLISHED 7/${'x'.repeat(20_000_000)}\ntcp 0 0 1.1.1.1:3 2.2.2.2:2 CLOSE_WAIT 7/a\n`);
    expect(found.model.table.rowCount).toBe(2);
  });
});
