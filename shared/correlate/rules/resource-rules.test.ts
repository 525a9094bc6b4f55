import { describe, expect, it } from 'vitest';
import { COMPUTES, CONNECTS, dumpText, IDLE, lsofText, QUERY, ssText, topText } from './testing/incident-texts.ts';
import { capturesIn, find, fixture, rulesIn, say, told, worker, type Capture } from './testing/find.ts';
import { histogramText, psText, topProcesses, type ProcessRow } from './testing/list-texts.ts';
import { READS_A_FILE, STARTS_A_PROGRAM } from './testing/stall-texts.ts';

const dump = (...stacks: readonly (typeof IDLE)[]): string => dumpText('12:00:10', stacks.map((stack, i) => worker(i + 1, stack)));
const at = (minute: number, text: string): Capture => ({ text, minute });
const LISTEN = ['LISTEN', 0, 100, '*:8080', '*:*'] as const;
const JVM: ProcessRow = { pid: 7, ppid: 1, state: 'Sl', command: '/usr/bin/java -jar shop.jar' };
/** Names the process. */
const FILES = lsofText(['5r', 10, 77, '/srv/catalogue.db'], ['6r', 10, 78, '/srv/app.jar']);

describe('rules about what a process takes and is given', () => {
  it('[CR-30] joins threads in uninterruptible sleep with their code and files; one alone is no news', () => {
    const asleep = (...states: readonly string[]): string => states.reduce((text, state, i) => text.replaceAll(new RegExp(`(  ${101 + i} app .* )S(  0\\.0)`, 'g'), `$1${state}$2`), topText('12:00:10', [101, 'http-nio-8080-e', 0], [102, 'http-nio-8080-e', 0]));
    const findings = find(dump(READS_A_FILE, READS_A_FILE), asleep('D', 'D'), FILES);
    expect(say(told(findings, 'storage-stall')?.title)).toBe('2 threads sleep uninterruptibly (state D) at com.acme.Catalogue.read(Catalogue.java:3): http-nio-8080-exec-1, http-nio-8080-exec-2.');
    expect(say(told(findings, 'storage-stall')?.details[0])).toBe('Files that the process has open, candidates: /srv/catalogue.db.');
    expect(rulesIn(find(dump(READS_A_FILE, READS_A_FILE), asleep('D', 'S'), FILES))).not.toContain('storage-stall');
  });

  it('[CR-31] names who holds the memory while the kernel frees it', () => {
    const list = (percent: number): string => topProcesses({}, { pid: 30, cpu: percent, kilobytes: 0, command: 'kswapd0' }, { pid: 7, cpu: 10, kilobytes: 6_000_000, command: 'java' });
    expect(say(told(find(list(22), FILES), 'memory-pressure')?.title)).toBe('The kernel works at freeing memory (kswapd, 22 % of one CPU); most of it is held by java (PID 7): 5.7 GB resident.');
    expect(told(find(list(22), FILES), 'memory-pressure')?.details.map(({ key }) => key)).toContain('correlate.rule.memory.own');
    expect(rulesIn(find(list(0.3), FILES))).not.toContain('memory-pressure');
  });

  it('[CR-32] says that memory lies outside the heap only where the objects do not explain it', () => {
    const list = topProcesses({}, { pid: 7, cpu: 10, mem: 70, kilobytes: 5_600_000, command: 'java' });
    const outside = told(find(list, histogramText(['[B', 1000, 900_000_000])), 'memory-outside-heap');
    expect(say(outside?.title)).toMatch(/^PID 7 holds 5\.3 GB \(70 % of the memory\), but the objects in its heap are 858 MB: 4\.5 GB lie elsewhere\.$/);
    expect(capturesIn(outside)).toHaveLength(2);
    expect(rulesIn(find(list, histogramText(['[B', 1000, 5_000_000_000])))).not.toContain('memory-outside-heap');
  });

  it('[CR-33] joins zombies of the JVM with the code that starts programs', () => {
    const zombies = (ppid: number): string => psText(JVM, ...Array.from({ length: 12 }, (_, i) => ({ pid: 900 + i, ppid, state: 'Z', command: '[convert] <defunct>' })));
    const findings = find(dump(STARTS_A_PROGRAM, IDLE), zombies(7), FILES);
    expect(say(told(findings, 'zombie-children')?.title)).toBe('12 children of the JVM (PID 7) ended and are not collected (zombies): convert; programs are started at com.acme.Thumbnails.convert(Thumbnails.java:8): http-nio-8080-exec-1.');
    expect(findings.map(({ rule }) => rule)).not.toContain('zombie-processes');
    expect(rulesIn(find(dump(STARTS_A_PROGRAM, IDLE), zombies(1), FILES))).not.toContain('zombie-children');
    expect(rulesIn(find(dump(COMPUTES, IDLE), zombies(7), FILES))).not.toContain('zombie-children');
  });

  it('[CR-34] joins a storm of programs with the code of the JVM that starts them', () => {
    const storm = (ppid: number): string => psText(JVM, ...Array.from({ length: 40 }, (_, i) => ({ pid: 900 + i, ppid, state: 'S', started: '12:00:01', command: 'convert in.png' })));
    const findings = find(dump(STARTS_A_PROGRAM, STARTS_A_PROGRAM), storm(7), FILES);
    expect(say(told(findings, 'fork-storm-of-jvm')?.title)).toContain('The JVM (PID 7) started 40 convert processes; 2 of its threads start programs, the first at com.acme.Thumbnails.convert');
    expect(rulesIn(find(dump(STARTS_A_PROGRAM), storm(1), FILES))).not.toContain('fork-storm-of-jvm');
  });

  it('[CR-35] tells who takes the CPU from ready threads, only where none is left', () => {
    const list = (idle: number): string => topProcesses({ idle }, { pid: 900, cpu: 170, command: 'ffmpeg' }, { pid: 7, cpu: 20, command: 'java' });
    const taken = told(find(dump(COMPUTES, COMPUTES), list(2), FILES), 'cpu-taken-by-others');
    expect(say(taken?.title)).toBe('ffmpeg (PID 900) uses 170 % of one CPU and no CPU is left; the JVM gets 20 %, and 2 of its threads are ready to run.');
    expect(capturesIn(taken)).toHaveLength(2);
    expect(rulesIn(find(dump(COMPUTES), list(40), FILES))).not.toContain('cpu-taken-by-others');
    expect(rulesIn(find(dump(IDLE), list(2), FILES))).not.toContain('cpu-taken-by-others');
  });

  it('[CR-36] joins stolen CPU time with threads that would run', () => {
    const list = (steal: number): string => topProcesses({ idle: 40, steal }, { pid: 7, cpu: 20, command: 'java' });
    expect(say(told(find(dump(COMPUTES), list(23), FILES), 'cpu-stolen')?.title)).toBe('The hypervisor takes 23 % of the CPU time away while 1 thread of the JVM is ready to run.');
    expect(rulesIn(find(dump(COMPUTES), list(1), FILES))).not.toContain('cpu-stolen');
    expect(rulesIn(find(dump(IDLE), list(23), FILES))).not.toContain('cpu-stolen');
  });

  it('[CR-37] calls busy compilers a warm-up in the first minutes, and a matter later', () => {
    const compiles = topText('12:00:10', [8, 'C2 CompilerThre', 97]);
    const young = told(find(dump(IDLE), compiles), 'compilers-busy');
    expect(young).toMatchObject({ severity: 'info', title: { key: 'correlate.rule.compilers.new' } });
    expect(told(find(dump(IDLE).replaceAll('elapsed=90.00s', 'elapsed=9000.00s'), compiles), 'compilers-busy')).toMatchObject({ severity: 'warning', title: { key: 'correlate.rule.compilers.late' } });
    expect(rulesIn(find(dump(IDLE), topText('12:00:10', [8, 'C2 CompilerThre', 20])))).not.toContain('compilers-busy');
  });

  it('[CR-38] joins a flood of TIME_WAIT with the threads that call out; a flood of clients is none of the process’s', () => {
    const flood = (peer: string): string => `${ssText(LISTEN, ['ESTAB', 0, 0, '10.0.0.1:39999', peer])}${Array.from({ length: 300 }, (_, i) => `TIME-WAIT 0 0 10.0.0.1:${40_000 + i} ${peer}\n`).join('')}`;
    const findings = find(dump(CONNECTS, IDLE), flood('10.0.3.8:9090'));
    expect(say(told(findings, 'retry-storm')?.title)).toBe('10.0.3.8:9090 is connected to anew all the time: 300 connections in TIME_WAIT beside 1 established; 1 threads call out, the first at com.acme.Payments.pay(Payments.java:30).');
    expect(rulesIn(find(dump(IDLE, IDLE), flood('10.0.3.8:9090')))).not.toContain('retry-storm');
    expect(rulesIn(find(dump(CONNECTS, IDLE), flood('10.0.0.1:8080')))).not.toContain('retry-storm');
  });

  it('[CR-39] says what fills the descriptors near the limit', () => {
    const limits = (soft: number): string => `==> /proc/7/limits <==\nLimit                     Soft Limit           Hard Limit           Units     \nMax open files            ${soft}                   4096                 files     \n`;
    const files = lsofText(...Array.from({ length: 95 }, (_, i) => [`${i}u`, 1, 1000 + i, `/tmp/file${i}`] as const));
    const sockets = ssText(LISTEN, ...Array.from({ length: 40 }, (_, i) => ['ESTAB', 0, 0, `10.0.0.1:${40_000 + i}`, '10.0.3.7:5432'] as const));
    const near = told(find(limits(100) + files, sockets), 'descriptors-near-limit');
    expect(say(near?.title)).toBe('java (7) has 95 of 100 descriptors open (95 %); 40 of them are sockets in ESTABLISHED with 10.0.3.7:5432.');
    expect(near).toMatchObject({ severity: 'critical' });
    expect(rulesIn(find(limits(4096) + files, sockets))).not.toContain('descriptors-near-limit');
  });

  it('[CR-40] names the threads in the code of a class that grows', () => {
    const rounds = [1, 2, 3].map((n) => at(n, fixture('heap-histogram', `openjdk17--leak-${n}.txt`)));
    const runs = (frame: string): Capture => at(3, dumpText('12:03:10', [worker(1, { stack: [frame] })]));
    const growing = told(find(...rounds, runs('Leak.open(Leak.java:20)')), 'growing-class-at-work');
    expect(say(growing?.title)).toMatch(/^Leak\$Session grows from [\d,]+ to [\d,]+ instances; 1 thread stands in its code, at Leak\.open\(Leak\.java:20\): http-nio-8080-exec-1\.$/);
    expect(growing).toMatchObject({ certainty: 'candidate' });
    expect(rulesIn(find(...rounds, runs('Leaking.open(Leaking.java:20)')))).not.toContain('growing-class-at-work');
  });

  it('[CR-41] names one client that holds the connections of a busy pool, and not where a worker rests', () => {
    const clients = (count: number): string => ssText(LISTEN, ...Array.from({ length: count }, (_, i) => ['ESTAB', 0, 0, '10.0.0.1:8080', `10.9.0.1:${50_000 + i}`] as const));
    const one = told(find(dump(QUERY, QUERY), clients(120)), 'one-client');
    expect(say(one?.title)).toBe('10.9.0.1 holds 120 of 120 connections to port 8080, and all 2 threads of `http-nio-8080-exec-N` are busy.');
    expect(rulesIn(find(dump(QUERY, IDLE), clients(120)))).not.toContain('one-client');
    expect(rulesIn(find(dump(QUERY, QUERY), clients(20)))).not.toContain('one-client');
  });
});
