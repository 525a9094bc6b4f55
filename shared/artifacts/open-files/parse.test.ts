import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import type { ParsedArtifact } from '../../base/parsed.ts';
import { openFilesContract } from './contract.ts';
import type { OpenFiles } from './model.ts';
import { OpenFilesParser } from './parse.ts';
import { sniffOpenFiles } from './sniff.ts';

const TITLES = 'COMMAND   PID   USER   FD      TYPE             DEVICE  SIZE/OFF    NODE NAME\n';
const ROW = 'java    10223 bsdiag  cwd       DIR              254,0      4096 2580781 /srv/shop/tomcat\n';

function parse(text: string, chunkBytes = 1 << 20): readonly ParsedArtifact<OpenFiles>[] {
  const bytes = new TextEncoder().encode(text);
  const parser = new OpenFilesParser();
  for (let at = 0; at < bytes.length; at += chunkBytes) parser.push(bytes.slice(at, at + chunkBytes));
  return parser.finish();
}

function only(text: string): ParsedArtifact<OpenFiles> {
  const found = parse(text);
  expect(found).toHaveLength(1);
  return found[0]!;
}

function files(text: string): readonly JsonObject[] {
  return openFilesContract(only(text).model)['files'] as readonly JsonObject[];
}

function codes({ diagnostics }: ParsedArtifact<OpenFiles>): readonly string[] {
  return diagnostics.map(({ code }) => code);
}

describe('lsof, its table', () => {
  it('[OF-02] reads cells by where their columns end, so that empty ones stay empty', () => {
    const text = `${TITLES}${ROW}java    10223 bsdiag    5u  netlink                          0t0   20650 KOBJECT_UEVENT\nsystemd     1   root NOFD${' '.repeat(48)}/proc/1/fd (opendir: Permission denied)\njava    10223 bsdiag   62uW    IPv6            4843150       0t0     TCP 127.0.0.1:18080->127.0.0.1:50068 (CLOSE_WAIT)\n`;
    expect(only(text)).toMatchObject({ unparsedLines: 0, diagnostics: [], span: { first: 1, last: 5 } });
    expect(files(text)).toMatchObject([
      { command: 'java', pid: 10_223, user: 'bsdiag', fd: 'cwd', mode: null, type: 'DIR', device: '254,0', sizeBytes: 4096, offsetBytes: null, node: 2_580_781, name: '/srv/shop/tomcat', deleted: false, line: 2 },
      { fd: '5', mode: 'u', type: 'netlink', device: null, sizeBytes: null, offsetBytes: 0, node: 20_650, name: 'KOBJECT_UEVENT' },
      { fd: 'NOFD', type: null, device: null, node: null, name: '/proc/1/fd (opendir: Permission denied)' },
      { fd: '62', mode: 'u', lock: 'W', device: '4843150', node: 'TCP', state: 'CLOSE_WAIT' },
    ]);
  });

  it('[OF-02] reads tasks, whose columns are empty for the process itself, and link counts', () => {
    const text = 'COMMAND     PID   TID TASKCMD       USER   FD      TYPE             DEVICE  SIZE/OFF NLINK    NODE NAME\njava       1234                     root    3r      REG              254,0        23     0 2442269 /tmp/x (deleted)\njava       1234  1240 GC\\x20Thr     root    4u     FIFO               0,13       0t0     1       7 pipe\n';
    expect(files(text)).toMatchObject([{ pid: 1234, user: 'root', links: 0, deleted: true, name: '/tmp/x (deleted)' }, { tid: 1240, taskCommand: 'GC\\x20Thr', user: 'root', fd: '4', links: 1, node: 7 }]);
    expect(files(text)[0]).not.toHaveProperty('tid');
  });

  it('[OF-04] tells offsets from sizes', () => {
    const row = (size: string): string => `java    10223 bsdiag    7r      REG              254,0 ${size.padStart(9)} 2580781 /x\n`;
    expect(files(TITLES + row('4096') + row('0t4096') + row('0x10'))).toMatchObject([{ sizeBytes: 4096, offsetBytes: null }, { sizeBytes: null, offsetBytes: 4096 }, { offsetBytes: 16 }]);
    expect(files(TITLES.replace('SIZE/OFF', '  OFFSET') + row('4096'))).toMatchObject([{ sizeBytes: null, offsetBytes: 4096 }]);
  });

  it('[OF-05] takes for deleted what has no name any more, and no other word in parentheses', () => {
    const named = (fd: string, name: string): string => `java    10223 bsdiag${fd.padStart(5)}       REG              254,0         1 2580781 ${name}\n`;
    expect(files(TITLES + named('DEL', '/lib/a.so') + named('mem', '/x (deleted)') + named('mem', '(deleted)') + named('mem', '/x (readlink: Permission denied)')).map(({ deleted, state = null }) => [deleted, state])).toEqual([[true, null], [true, null], [false, null], [false, null]]);
  });

  it('[OF-03] reads rows without titles, and rows that do not keep to them, by their words', () => {
    expect(codes(only(ROW + ROW + ROW))).toEqual(['OF-BY-SHAPE']);
    const wide = `${TITLES}a-command-too-wide-for-it 10223 bsdiag cwd DIR 254,0 4096 2580781 /srv\n`;
    expect(codes(only(wide))).toEqual(['OF-BY-SHAPE']);
    expect(files(wide)).toMatchObject([{ command: 'a-command-too-wide-for-it', pid: 10_223, fd: 'cwd', type: 'DIR', device: '254,0', sizeBytes: 4096, node: 2_580_781, name: '/srv' }]);
  });

  it('[OF-01] begins another list at the titles, and ends one at the mark of lsof -r', () => {
    expect(parse(TITLES + ROW + TITLES + ROW + ROW).map(({ model }) => model.table.rowCount)).toEqual([1, 2]);
    expect(parse(`${TITLES}${ROW}=======\n${TITLES}${ROW}=======\n`).map(({ model, span }) => [model.table.rowCount, span.last])).toEqual([[1, 3], [1, 6]]);
  });

  it('[OF-01] counts what it cannot read and what lsof warned of', () => {
    const found = only(`${TITLES}${ROW}lsof: WARNING: can't stat() fuse file system /mnt\n      Output information may be incomplete.\njava  12 garbled\n\u0000noise\n${ROW}java    10223 bsd`);
    expect(found.model.table.rowCount).toBe(2);
    expect(codes(found)).toEqual(['OF-UNREADABLE-ROW', 'OF-UNKNOWN-LINE', 'OF-UNREADABLE-ROW', 'OF-INCOMPLETE']);
    expect(found.unparsedLines).toBe(3);
  });
});

describe('lsof -F', () => {
  const lines = ['p10223', 'cjava', 'u1000', 'Lbsdiag', 'fcwd', 'a ', 'tDIR', 'D0xfe00', 's4096', 'i2580781', 'n/srv', 'f12', 'au', 'tIPv6', 'd711124', 'PTCP', 'n127.0.0.1:1->127.0.0.1:2', 'TST=CLOSE_WAIT', 'TQR=0', 'f13', 'ar', 'lR', 'tREG', 'k0', 'n/tmp/x (deleted)', 'p7', 'csh', 'f0', 'tCHR', 'n/dev/null'];
  const expected = [
    { command: 'java', pid: 10_223, user: 'bsdiag', fd: 'cwd', mode: null, type: 'DIR', device: '254,0', sizeBytes: 4096, node: 2_580_781, name: '/srv' },
    { fd: '12', mode: 'u', type: 'IPv6', device: '711124', node: 'TCP', state: 'CLOSE_WAIT' },
    { fd: '13', mode: 'r', lock: 'R', deleted: true, links: 0 },
    { command: 'sh', pid: 7, fd: '0', name: '/dev/null' },
  ];

  it('[OF-06] reads a field a line', () => {
    expect(only(`${lines.join('\n')}\n`)).toMatchObject({ unparsedLines: 0, span: { first: 1, last: 30 } });
    expect(files(`${lines.join('\n')}\n`)).toMatchObject(expected);
  });

  it('[OF-06] reads sets of fields ended by NUL', () => {
    const sets = lines.map((field, i) => `${field}\0${/^[pf]/.test(lines[i + 1] ?? 'p') ? '\n' : ''}`).join('');
    expect(only(sets).unparsedLines).toBe(0);
    expect(files(sets)).toMatchObject(expected);
    expect(sniffOpenFiles(new TextEncoder().encode(sets))).toBeGreaterThan(0.5);
  });
});

describe('/proc/PID/fd', () => {
  it('[OF-07] reads links, and what stat and fdinfo say of them', () => {
    const text = ['==> /proc/77/comm <==', 'java', '==> /proc/77/limits <==', 'Limit   Soft Limit   Hard Limit   Units', 'Max open files            1024                 unlimited            files     ', '==> /proc/77/fd <==', 'total 0', 'lrwx------ 1 u g 64 Nov 21 16:05 12 -> socket:[4711]', 'l-wx------ 1 u g 64 2026-11-21 16:05 3 -> /tmp/x (deleted)', 'lr-x------. 1 u g 64 Nov 21 16:05 0 -> pipe:[9]', '==> /proc/77/stat <==', '/proc/77/fd/3 8192 2442269 65024 0 regular file', '==> /proc/77/fdinfo <==', '/proc/77/fdinfo/3:pos:\t8000', '# borescope: end'].join('\n');
    const found = only(text);
    expect(found).toMatchObject({ unparsedLines: 0, diagnostics: [], model: { limits: [{ pid: 77, soft: 1024, hard: null, line: 5 }] } });
    expect(files(text)).toMatchObject([
      { command: 'java', pid: 77, user: 'u', fd: '12', mode: 'u', type: 'sock', node: 4711, name: 'socket:[4711]' },
      { fd: '3', mode: 'w', type: 'REG', device: '254,0', sizeBytes: 8192, offsetBytes: 8000, node: 2_442_269, links: 0, deleted: true },
      { fd: '0', mode: 'r', type: 'FIFO', node: 9 },
    ]);
  });

  it('[OF-07] reads a bare ls, whose process nobody names, and one that names it', () => {
    const links = 'total 0\nlrwx------ 1 root root 64 Nov 21 16:05 0 -> /dev/pts/1\nlr-x------ 1 root root 64 Nov 21 16:05 3 -> /tmp/a file -> b\n';
    expect(files(links)).toMatchObject([{ pid: null, fd: '0', mode: 'u', type: null }, { fd: '3', name: '/tmp/a file -> b' }]);
    expect(files(`/proc/12/fd:\n${links}`)).toMatchObject([{ pid: 12 }, { pid: 12 }]);
  });
});

describe('any input', () => {
  it('[OF-01] finds nothing where no files are listed', () => {
    expect(parse('')).toEqual([]);
    expect(parse('  PID TTY          TIME CMD\n    1 ?        00:00:01 systemd\n')).toEqual([]);
    expect(parse('root         1     0  0 09:59 ?        00:00:01 /sbin/init\nroot         2     0  0 09:59 ?        00:00:00 [kthreadd]\n')).toEqual([]);
    expect(parse('lrwxrwxrwx 1 root root 0 Nov 21 16:46 libx.so -> libx.so.1\n')).toEqual([]);
    expect(only(TITLES).model.table.rowCount).toBe(0);
  });

  const line = fc.oneof(
    fc.constantFrom(TITLES, ROW, 'p12\n', 'f3\n', 'n/x\n', 'p1\0cjava\0\n', '==> /proc/1/fd <==\n', '/proc/1/fdinfo/3:pos:\t1\n', 'lrwx------ 1 u g 64 Nov 21 16:05 12 -> /한글\n', '=======\n', '# borescope: end\n', 'total 0\n', '\r\n', 'java 1 root cwd DIR 8,2 4096 2 /\n'),
    fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `${text}\n`),
  );

  it('[OF-01] gives the same however it is cut into chunks, with rows whose lines lie within their list', () => {
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

  it('[OF-02] reads a name of 20 MB in linear time and the rows around it', () => {
    expect(only(`${TITLES}${ROW}${ROW.trimEnd()}${'x'.repeat(20_000_000)}\n${ROW}`).model.table.rowCount).toBe(3);
  });
});
