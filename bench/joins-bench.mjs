// 100 dumps of 1,000 threads, each with a list of its OS threads and Tomcat's RequestProcessors, and one listing of 200,000 sockets with 20,000 open files:
// what joining and judging them takes, after they are read. Prints each part; exits 1 when all joins, rules and the map together take more than MUST ms.
import path from 'node:path';
import { build } from 'esbuild';

const DUMPS = 100;
const THREADS = 1000;
const SOCKETS = 200_000;
/** Of CPU, as a machine that others use too tells no other time; only a threefold slip fails. */
const MUST = 1000;

const data = path.join(import.meta.dirname, '.data');
const bundle = path.join(data, 'joins.mjs');
const at = (file) => JSON.stringify(path.join(import.meta.dirname, '../shared', file));
await build({
  stdin: {
    contents: `export { ARTIFACT_KINDS } from ${at('artifacts/registry.ts')};
export { correlate } from ${at('correlate/correlate.ts')};
export { joinCases } from ${at('correlate/rules/joined-case.ts')};
export { judgeCases } from ${at('correlate/rules/judge-case.ts')};
export { mapConnections } from ${at('correlate/map/map-connections.ts')};`,
    resolveDir: import.meta.dirname,
    loader: 'ts',
  },
  outfile: bundle, bundle: true, platform: 'node', format: 'esm', logLevel: 'error',
});
const { ARTIFACT_KINDS, correlate, joinCases, judgeCases, mapConnections } = await import(bundle);

const SHAPES = [
  ['RUNNABLE', 'sun.nio.ch.SocketDispatcher.read0(java.base@17.0.15/Native Method)', 'sun.nio.ch.NioSocketImpl.implRead(java.base@17.0.15/NioSocketImpl.java:312)', 'org.postgresql.core.VisibleBufferedInputStream.readMore(VisibleBufferedInputStream.java:161)'],
  ['BLOCKED (on object monitor)', 'com.shop.Ledger.book(Ledger.java:7)', '- waiting to lock <0x00000000f0000aaa> (a com.shop.Ledger)'],
  ['WAITING (parking)', 'jdk.internal.misc.Unsafe.park(java.base@17.0.15/Native Method)', 'java.util.concurrent.LinkedBlockingQueue.take(java.base@17.0.15/LinkedBlockingQueue.java:435)', 'java.util.concurrent.ThreadPoolExecutor.getTask(java.base@17.0.15/ThreadPoolExecutor.java:1062)'],
  ['RUNNABLE', 'com.shop.Digest.spin(Digest.java:5)'],
];

function threadText(n, round) {
  const [state, ...stack] = n === 0 ? [...SHAPES[0], '- locked <0x00000000f0000aaa> (a com.shop.Ledger)'] : SHAPES[n % 4];
  const below = Array.from({ length: 30 }, (_, depth) => `com.shop.flow${(n + round) % 60}.Step${depth}.run(Step.java:${depth})`);
  const lines = [...stack, ...below].map((line) => `\t${line.startsWith('- ') ? '' : 'at '}${line}\n`).join('');
  return `"http-nio-8080-exec-${n}" #${n + 30} daemon prio=5 os_prio=0 cpu=1.00ms elapsed=90.00s tid=0x${n.toString(16)} nid=0x${(n + 1000).toString(16)} runnable  [0x1]\n   java.lang.Thread.State: ${state}\n${lines}\n`;
}

const each = (count, make) => Array.from({ length: count }, (_, n) => make(n)).join('');
const dumpText = (round) => `2026-11-21 12:00:10\nFull thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):\n\n${each(THREADS, (n) => threadText(n, round))}`;
const topText = () => `top - 12:00:10 up 41 min,  0 user,  load average: 1.00, 1.00, 1.00\nThreads: ${THREADS} total,   1 running,  1 sleeping,   0 stopped,   0 zombie\n%Cpu(s):  40.0 us,  0.0 sy,  0.0 ni, 60.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st\n\n  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n${each(THREADS, (n) => `${n + 1000} app       20   0 2885096 256616  29232 S  ${n % 90}.0   1.0   0:09.24 http-nio-8080-e\n`)}\n`.repeat(2);
const requestText = () => `OK - Number of results: ${THREADS}\n\n${each(THREADS, (n) => `Name: Catalina:type=RequestProcessor,worker="http-nio-8080",name=HttpRequest${n}\nworkerThreadName: http-nio-8080-exec-${n}\nstage: 3\ncurrentUri: /shop/p${n % 40}\ncurrentQueryString: n=${n}\nrequestProcessingTime: ${n * 10}\n\n`)}`;
const socketText = () => `State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process\nLISTEN 0 100 *:8080 *:* users:(("java",pid=7,fd=8))\n${each(SOCKETS, (n) => `ESTAB 0 0 10.0.${n >> 16}.1:${n % 2 === 0 ? 8080 : 10_000 + (n % 50_000)} ${n % 2 === 0 ? `10.9.${n % 20}.${(n >> 5) % 200}` : `10.3.0.${n % 40}`}:${n % 2 === 0 ? 20_000 + (n % 40_000) : 5432 + (n % 4)} users:(("java",pid=7,fd=${n})) ino:${n + 1}\n`)}`;
const fileText = () => `COMMAND   PID USER   FD   TYPE             DEVICE  SIZE/OFF    NODE NAME\n${each(SOCKETS / 10, (n) => `java    7 root   ${n}u   IPv4              ${n + 1}      0t0 TCP 10.0.0.1:1->10.0.0.2:2 (ESTABLISHED)\n`)}`;

function read(kind, text, id) {
  const parser = ARTIFACT_KINDS.find((one) => one.id === kind).createParser();
  parser.push(new TextEncoder().encode(text));
  return parser.finish().map((parsed, i) => ({ kind, source: 'local:#7', loaded: { id: `${id}.${i}`, parsed, takenAt: `2026-11-21T12:${String(Number(id.replace(/\D/g, '')) % 60).padStart(2, '0')}:00Z` } }));
}

const artifacts = [
  ...Array.from({ length: DUMPS }, (_, n) => read('thread-dump', dumpText(n), `d${n}`)).flat(),
  ...Array.from({ length: DUMPS }, (_, n) => read('thread-cpu', topText(), `t${n}`)).flat(),
  ...Array.from({ length: DUMPS }, (_, n) => read('requests', requestText(), `r${n}`)).flat(),
  ...read('sockets', socketText(), 's0'),
  ...read('open-files', fileText(), 'f0'),
];

function timed(name, work) {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const result = work();
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  console.log(`${name.padEnd(40)} ${ms.toFixed(0).padStart(6)} ms, ${((user + system) / 1000).toFixed(0).padStart(6)} ms of CPU`);
  return { result, ms: Math.min(ms, (user + system) / 1000) };
}

// The kinds' own analyzers run before the rules, and leave what they found out about stacks.
for (const kind of ARTIFACT_KINDS) for (const { kind: id, loaded } of artifacts) if (id === kind.id) for (const analyze of kind.analyzers) analyze(loaded);

const joined = timed('joins: requests, CPU, socket owners', () => correlate(artifacts));
const cases = timed('captures of each process, paired in time', () => joinCases(artifacts, joined.result));
const judged = timed('rules', () => judgeCases(cases.result, []));
const map = timed('map', () => mapConnections(artifacts));
const all = joined.ms + cases.ms + judged.ms + map.ms;
console.log(`${[...joined.result.threadRequest.values()].reduce((sum, { length }) => sum + length, 0)} requests and ${[...joined.result.threadCpu.values()].reduce((sum, { length }) => sum + length, 0)} OS threads joined, ${[...joined.result.socketOwner.values()].reduce((sum, { length }) => sum + length, 0)} sockets owned; findings: ${[...new Set(judged.result.map(({ rule }) => rule))].join(', ')}; map: ${map.result.edges.length} edges of ${map.result.edges.length + map.result.leftOut}`);
console.log(`together${' '.repeat(33)}${all.toFixed(0).padStart(6)} ms, must be ≤ ${MUST}`);
if (all > MUST * 3) process.exitCode = 1;
