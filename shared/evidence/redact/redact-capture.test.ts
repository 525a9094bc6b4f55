import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptureId } from '../../base/ids.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { redactCapture, redactText } from './redact-capture.ts';
import { REDACT_CHOICES, USUAL_CHOICES, type RedactChoice } from './redaction-rule.ts';
import { Redactor } from './redactor.ts';
import { TokenBook } from './token-book.ts';

const ARTIFACTS = path.resolve(import.meta.dirname, '../../artifacts');
const FIXTURES = readdirSync(ARTIFACTS)
  .map((kind) => path.join(ARTIFACTS, kind, 'fixtures'))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.txt')).map((name) => path.join(folder, name)));

function redactorOf(choices: readonly RedactChoice[] = USUAL_CHOICES): Redactor {
  return new Redactor(new TokenBook([], (secret) => `fingerprint of ${secret}`), new Set(choices));
}

function redactBytes(redactor: Redactor, ...chunks: readonly Uint8Array[]): Buffer {
  const capture = redactCapture(redactor, () => undefined);
  return Buffer.concat([...chunks.map((chunk) => capture.push(chunk)), capture.finish()]);
}

const redacted = (text: string, choices?: readonly RedactChoice[]): string => redactText(redactorOf(choices), text);

describe('secrets', () => {
  it.each([
    ['java -Dspring.datasource.password=Hunter2!x,y -jar a.jar', 'java -Dspring.datasource.password=<password-1> -jar a.jar'],
    ['{password=abc, user.home=/x}', '{password=<password-1>, user.home=/x}'],
    ['["--password","p w","-v"]', '["--password","<password-1>","-v"]'],
    ['a "pass\\"word": 1, "password": "x\\"y", "b": 1', 'a "pass\\"word": 1, "password": "<password-1>", "b": 1'],
    ["spring.redis.password: 'it is mine'", "spring.redis.password: '<password-1>'"],
    ['<entry key="db.password">x y</entry>', '<entry key="db.password">&lt;password-1&gt;</entry>'],
    ['mysqldump -h db -pQw3rty shop', 'mysqldump -h db -p<password-1> shop'],
    ['amqp://guest:gu@est@mq:5672/%2f', 'amqp://guest:<password-1>@mq:5672/%2f'],
    ['sqlplus scott/tiger@orcl', 'sqlplus scott/<password-1>@orcl'],
    ['Authorization: Digest username="a", response="b"', 'Authorization: Digest <token-1>"a", response="b"'],
    ['GET /x?X-Amz-Signature=abcdef&y=1', 'GET /x?X-Amz-Signature=<key-1>&y=1'],
    ['Set-Cookie: SESSION=abc; Path=/', 'Set-Cookie: <cookie-1>'],
    ['/cart;jsessionid=0123456789ABCDEF?x', '/cart;jsessionid=<cookie-1>'],
    ['비밀번호 password=비밀1234 끝', '비밀번호 password=<password-1> 끝'],
  ])('[RD-01] %s', (given, wanted) => {
    expect(redacted(given, [])).toBe(wanted);
  });

  it.each([
    'password=${DB_PASSWORD} token=**** secret=null',
    'at com.shop.PasswordEncoder.encode(PasswordEncoder.java:12)',
    'PWD=/home OLDPWD=/tmp',
    'secretName: shop-db passwordFile=/run/secrets/db',
    'Basic authentication failed; bearer tokens are refused',
    'password=<password-3> from <host-2>, &lt;ip-4&gt;',
    'java.base@17.0.15/java.lang.Thread.run(Thread.java:840) lambda$0/0x0000000800c03000@4f2b',
    'systemd --user getty@tty1.service',
  ])('[RD-11] leaves %s', (text) => {
    expect(redacted(text)).toBe(text);
  });

  it('[RD-01] takes private keys line by line, also with CRLF and within a log, and values on the line after their names', () => {
    const key = ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7', 'Zm9vYmE=', 'ab==', '-----END PRIVATE KEY-----', 'after the key: Zm9vYmFyYmF6'];
    expect(redacted(key.join('\r\n')).split('\r\n')).toEqual([key[0], '<key-1>', '<key-2>', '<key-3>', key[4], key[5]]);
    expect(redacted(key.map((line) => `2026-11-21 INFO ${line}`).join('\n'))).not.toContain('MIIE');
    expect(redacted('  - name: DB_PASSWORD\n    value: "open sesame"\n  - name: LANG\n    value: C', [])).toBe('  - name: DB_PASSWORD\n    value: "<password-1>"\n  - name: LANG\n    value: C');
  });
});

describe('places and people', () => {
  it.each([
    ['tcp 0 0 10.0.0.5:8080 203.0.113.9:443 ESTABLISHED', 'tcp 0 0 <ip-1>:8080 <ip-2>:443 ESTABLISHED'],
    ['tcp6 0 0 fe80::1:2:3:8080 :::* LISTEN', 'tcp6 0 0 <ip-1>:8080 :::* LISTEN'],
    ['ESTAB 0 0 [2001:db8::7]:443 [::ffff:10.0.0.5]:5000', 'ESTAB 0 0 [<ip-1>]:443 [::ffff:<ip-2>]:5000'],
    ['listening on 127.0.0.1:80, 0.0.0.0:81, [::1]:82 since 12:34:56, JDK 17.0.4.1+1', null],
    ['n10.0.0.5:80->10.0.0.6:5000', 'n<ip-1>:80-><ip-2>:5000'],
    ['   0: 0500000A:1F90 0100007F:0050 01 00000000:00000000', '   0: 010000F0:1F90 0100007F:0050 01 00000000:00000000'],
    ['TCP web-1.shop.example.com:45678->db-1:mysql (ESTABLISHED)', 'TCP <host-1>:45678-><host-2>:mysql (ESTABLISHED)'],
    ['kafka-0.svc.cluster.local, then kafka-0', '<host-1>, then <host-2>'],
    ['mongodb://u:pw@m1:27017,m2:27017/db', 'mongodb://<user-1>:<password-1>@<host-1>:27017,<host-2>:27017/db'],
    ['at Shop.run(Shop.java:12) http://www.w3.org/1999/xhtml', null],
    ['/home/alice/x /home/tomcat/y', '/home/<user-1>/x /home/tomcat/y'],
    ['10.1.1.1 - carol [21/Nov/2026:16:51:01 +0000] "GET /cart?id=5&x HTTP/1.1" 200', '<ip-1> - <user-1> [21/Nov/2026:16:51:01 +0000] "GET /cart?<query-1> HTTP/1.1" 200'],
    ['lrwx------ 1 alice staff 64 Nov 21 16:50 3 -> socket:[123]', 'lrwx------ 1 <user-1> staff 64 Nov 21 16:50 3 -> socket:[123]'],
    ['"http-nio-10.0.0.5-8080-exec-1" #12', '"http-nio-<ip-1>-8080-exec-1" #12'],
    ['ether 02:42:ac:11:00:02', 'ether <mac-1>'],
  ])('[RD-06] %s', (given, wanted) => {
    expect(redacted(given)).toBe(wanted ?? given);
    expect(redacted(given, []).replace(/<password-1>/, 'pw')).toBe(given);
  });

  it('[RD-06] knows the columns of users in ps, top and lsof', () => {
    const ps = 'USER       PID %CPU COMMAND\nalice     1234  1.0 java\nroot         1  0.0 init\nsvc-shop    77  0.0 java -Dwho=alice';
    expect(redacted(ps)).toBe('USER       PID %CPU COMMAND\n<user-1>     1234  1.0 java\nroot         1  0.0 init\n<user-2>    77  0.0 java -Dwho=<user-1>');
    expect(redacted('COMMAND  PID USER   FD   TYPE\njava    1234 alice  cwd  DIR')).toBe('COMMAND  PID USER   FD   TYPE\njava    1234 <user-1>  cwd  DIR');
    expect(redacted('    PID USER      PR  NI S COMMAND\n   1234 alice     20   0 S java')).toContain('1234 <user-1>     20');
  });

  it('[RD-06] takes directories only when asked, and leaves those of every system', () => {
    expect(redacted('/srv/shop/data/a.log /usr/lib/jvm/x /proc/1/fd', ['paths'])).toBe('<path-1>/a.log /usr/lib/jvm/x /proc/1/fd');
  });

  it('[RD-07] hides what it learned where nothing announces it', () => {
    const redactor = redactorOf();
    redactText(redactor, 'ssh dave@edge-7.example.org: uptime; password=S3cretStuff');
    expect(redactText(redactor, '"pool-edge-7.example.org-S3cretStuff" for dave on edge-7')).toBe('"pool-<host-1>-<password-1>" for <user-1> on <host-2>');
  });
});

interface Analysis {
  readonly artifacts: readonly { readonly kind: string; readonly diagnostics?: readonly { readonly severity: string }[] }[];
  readonly findings: readonly { readonly rule: string; readonly severity: string }[];
}

function analysed(bytes: Uint8Array): unknown {
  const engine = createEngine();
  const ingest = engine.ingest({ id: 'f1' as CaptureId, name: 'capture.txt', kind: null, takenAt: null, source: null, command: null });
  ingest.push(bytes);
  const { capture, lines, linesOutside, unrecognised } = ingest.finish();
  const { artifacts, findings } = engine.analysis([capture], 'en') as unknown as Analysis;
  const tables = engine.artifacts([capture]).flatMap(({ id, tables: views }) => views.map(({ view }) => [view, engine.tableShape({ view, artifacts: [id] }).rowCount]));
  return { lines, linesOutside, unrecognised, tables, artifacts: artifacts.map(({ kind, diagnostics }) => [kind, diagnostics?.filter((diagnostic) => diagnostic.severity !== 'info').length]), findings: findings.map(({ rule, severity }) => [rule, severity]) };
}

describe('whole captures', () => {
  it.each(FIXTURES.map((file) => [path.basename(file), file]))('[RD-08] %s is analysed alike', (_, file) => {
    const bytes = readFileSync(file);
    const redactor = redactorOf();
    redactBytes(redactor, bytes);
    expect(analysed(redactBytes(redactor, bytes))).toEqual(analysed(bytes));
  });

  it('[RD-08] reads tables of other hosts and users alike, and writes tokens into XML as text', () => {
    const file = (kind: string, name: string): string => readFileSync(path.join(ARTIFACTS, kind, 'fixtures', name), 'latin1');
    const elsewhere = [
      file('sockets', 'linux--netstat-timers.txt'), file('sockets', 'linux--ss-leak-1.txt'), file('processes', 'procps4--aux.txt'), file('processes', 'procps4--top-once.txt'),
      file('processes', 'recipe--ps-1.txt'), file('open-files', 'openjdk17--lsof-leak-1.txt'), file('open-files', 'openjdk17--lsof-fields.txt'), file('requests', 'tomcat10--status-xml.txt'), file('requests', 'tomcat10--access-log.txt'),
    ].map((text) => text.replaceAll('127.0.0.1', '10.20.30.4').replaceAll(/\broot\b( {0,4})/g, (all) => 'alice'.padEnd(all.length)).replaceAll('localhost', 'web-1.example.org'));
    for (const text of elsewhere) {
      const bytes = Buffer.from(text, 'latin1');
      const redactor = redactorOf();
      redactBytes(redactor, bytes);
      const out = redactBytes(redactor, bytes);
      expect(out.toString('latin1')).not.toMatch(/10\.20\.30\.4|\balice\b|web-1\.example/);
      expect(analysed(out)).toEqual(analysed(bytes));
    }
  });

  it('[RD-08] gives /proc/net addresses that are read as such', () => {
    const text = readFileSync(path.join(ARTIFACTS, 'sockets/fixtures/linux--proc-net.txt'), 'latin1').replaceAll('0100007F:', '0414140A:');
    const out = redactBytes(redactorOf(), Buffer.from(text, 'latin1'));
    expect(out.toString('latin1')).not.toContain('0414140A:');
    expect(analysed(out)).toEqual(analysed(Buffer.from(text, 'latin1')));
  });

  it('[RD-09] leaves clean evidence as it is', () => {
    let words = 0;
    let touched = 0;
    for (const file of FIXTURES) {
      const bytes = readFileSync(file);
      const capture = redactCapture(redactorOf([]), ({ replacements }) => (touched += replacements.length));
      capture.push(bytes);
      capture.finish();
      words += bytes.toString('latin1').split(/\s+/).length;
    }
    expect(words).toBeGreaterThan(90_000);
    expect(touched).toBe(0);
  });

  it('[RD-02] keeps every byte, line and line end of what it does not replace, however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constantFrom('password=Secret123 x\r\n', '\n', '10.0.0.1:80 ', 'token: "a b"').map((text) => Buffer.from(text))), { maxLength: 12 }), fc.nat(), (parts, seed) => {
        const bytes = Buffer.concat(parts);
        const whole = redactBytes(redactorOf(), bytes);
        const at = seed % (bytes.length + 1);
        expect(redactBytes(redactorOf(), bytes.subarray(0, at), bytes.subarray(at)).equals(whole)).toBe(true);
        expect(whole.filter((byte) => byte === 10).length).toBe(bytes.filter((byte) => byte === 10).length);
      }),
      { numRuns: 200 },
    );
    const nothing = Buffer.from([...Array(256).keys()].filter((byte) => byte > 127).flatMap((byte) => [byte, 32, byte, byte, 10]));
    expect(redactBytes(redactorOf(REDACT_CHOICES), nothing).equals(nothing)).toBe(true);
  });

  it('[RD-11] finds nothing more in what it has redacted', () => {
    const text = 'curl -u a:Passw0rd1 https://api-1.example.org:8443/x?y=1 from 10.0.0.1 as dave@example.org; token="abc12345" Cookie: a=b';
    const once = redacted(text);
    expect(redacted(once)).toBe(once);
  });

  it.each([
    ['keys without values', 'password=', 1],
    ['open quotes', 'password="\'', 1],
    ['escaped quotes', 'password=\\"\\\\"', 1],
    ['dots', 'a.', 1], ['letters', 'a', 1], ['at signs', 'a@', 1], ['hyphens', 'password-', 1], ['slashes', '/a', 1], ['digits', '1.', 1], ['colons', '1:', 1],
    ['JWT beginnings', 'eyJ-', 1], ['flags', '--pass-', 1], ['tools', 'mysql -u curl ', 1], ['URLs', '://a:b', 1], ['elements', '<password ', 1], ['commas', 'password=a,b', 1],
    ['backslashes', '\\', 1], ['cookies', 'cookie:', 1], ['percents', '%20--', 1], ['keys of PEM', '-----BEGIN ', 1], ['hosts', 'a->b:', 1], ['query', 'a?b&', 1],
  ])('[RD-10] takes linear time on %s', (_, unit) => {
    const time = (bytes: number): number => {
      const line = Buffer.from(unit.repeat(Math.ceil(bytes / unit.length)));
      const started = performance.now();
      redactBytes(redactorOf(REDACT_CHOICES), line);
      return performance.now() - started;
    };
    time(20_000);
    // Quadratic work would take 16 times as long for 4 times the length.
    const short = Math.min(time(50_000), time(50_000));
    expect(time(200_000)).toBeLessThan(Math.max(short * 9, 400));
  });
});
