/** Captures of small incidents, written in the formats of the tools. */

export interface ThreadText {
  readonly name: string;
  readonly id: number;
  readonly state?: string;
  /** Frames, and lines of locks beginning with `- `. */
  readonly stack: readonly string[];
}

/** As jcmd Thread.print writes it; the nid is the id. */
export function dumpText(time: string, threads: readonly ThreadText[]): string {
  const blocks = threads.map(({ name, id, state = 'RUNNABLE', stack }) => `"${name}" #${id} daemon prio=5 os_prio=0 cpu=1.00ms elapsed=90.00s tid=0x00007f00000${id} nid=0x${id.toString(16)} runnable  [0x00007f0000001000]\n   java.lang.Thread.State: ${state}\n${stack.map((line) => `\t${line.startsWith('- ') ? '' : 'at '}${line}\n`).join('')}\n`);
  return `2026-11-21 ${time}\nFull thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):\n\n${blocks.join('')}JNI global refs: 5, weak refs: 0\n`;
}

export const IDLE: Omit<ThreadText, 'name' | 'id'> = {
  state: 'WAITING (parking)',
  stack: [
    'jdk.internal.misc.Unsafe.park(java.base@17.0.15/Native Method)',
    '- parking to wait for  <0x00000000f0000001> (a java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject)',
    'java.util.concurrent.LinkedBlockingQueue.take(java.base@17.0.15/LinkedBlockingQueue.java:435)',
    'org.apache.tomcat.util.threads.TaskQueue.take(TaskQueue.java:117)',
    'java.util.concurrent.ThreadPoolExecutor.getTask(java.base@17.0.15/ThreadPoolExecutor.java:1062)',
  ],
};

export const QUERY: Omit<ThreadText, 'name' | 'id'> = {
  stack: [
    'sun.nio.ch.SocketDispatcher.read0(java.base@17.0.15/Native Method)',
    'org.postgresql.core.VisibleBufferedInputStream.readMore(VisibleBufferedInputStream.java:161)',
    'org.postgresql.jdbc.PgStatement.executeQuery(PgStatement.java:238)',
    'com.zaxxer.hikari.pool.ProxyStatement.executeQuery(ProxyStatement.java:110)',
    'com.acme.Orders.load(Orders.java:21)',
  ],
};

export const LEDGER = '<0x00000000f0000aaa> (a com.acme.Ledger)';
export const OWNS_AND_QUERIES: Omit<ThreadText, 'name' | 'id'> = { stack: [...QUERY.stack, `- locked ${LEDGER}`] };
export const WAITS_FOR_LEDGER: Omit<ThreadText, 'name' | 'id'> = { state: 'BLOCKED (on object monitor)', stack: ['com.acme.Ledger.book(Ledger.java:7)', `- waiting to lock ${LEDGER}`] };

export const WAITS_FOR_POOL: Omit<ThreadText, 'name' | 'id'> = {
  state: 'TIMED_WAITING (parking)',
  stack: [
    'jdk.internal.misc.Unsafe.park(java.base@17.0.15/Native Method)',
    '- parking to wait for  <0x00000000f0000ccc> (a java.util.concurrent.SynchronousQueue$TransferQueue)',
    'java.util.concurrent.SynchronousQueue.poll(java.base@17.0.15/SynchronousQueue.java:903)',
    'com.zaxxer.hikari.util.ConcurrentBag.borrow(ConcurrentBag.java:151)',
    'com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:162)',
    'com.zaxxer.hikari.HikariDataSource.getConnection(HikariDataSource.java:100)',
    'com.acme.Orders.load(Orders.java:20)',
  ],
};

export const CONNECTS: Omit<ThreadText, 'name' | 'id'> = { stack: ['sun.nio.ch.Net.pollConnect(java.base@17.0.15/Native Method)', 'sun.nio.ch.NioSocketImpl.timedFinishConnect(java.base@17.0.15/NioSocketImpl.java:539)', 'com.acme.Payments.pay(Payments.java:30)'] };
export const COMPUTES: Omit<ThreadText, 'name' | 'id'> = { stack: ['com.acme.Digest.spin(Digest.java:5)'] };
export const WRITES_RESPONSE: Omit<ThreadText, 'name' | 'id'> = { state: 'TIMED_WAITING (on object monitor)', stack: ['java.lang.Object.wait(java.base@17.0.15/Native Method)', 'org.apache.tomcat.util.net.NioEndpoint$NioSocketWrapper.doWrite(NioEndpoint.java:1844)', 'com.acme.Export.write(Export.java:4)'] };

const SS = 'State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process\n';

export function ssText(...rows: readonly (readonly [state: string, recvQ: number, sendQ: number, local: string, remote: string])[]): string {
  return SS + rows.map(([state, recvQ, sendQ, local, remote], i) => `${state} ${recvQ} ${sendQ} ${local} ${remote} users:(("java",pid=7,fd=${9 + i}))\n`).join('');
}

/** As top -H prints its second iteration: percentages of the interval, the main thread's being those of the whole process. */
export function topText(time: string, ...threads: readonly (readonly [tid: number, name: string, percent: number])[]): string {
  const rows = [[7, 'java', threads.reduce((sum, [, , percent]) => sum + percent, 0)] as const, ...threads];
  const iteration = (isFirst: boolean): string => `top - ${time} up 41 min,  0 user,  load average: 1.00, 1.00, 1.00\nThreads:  ${rows.length} total,   1 running,  1 sleeping,   0 stopped,   0 zombie\n%Cpu(s):  40.0 us,  0.0 sy,  0.0 ni, 60.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st\n\n  PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n${rows.map(([tid, name, percent]) => `${String(tid).padStart(5)} app       20   0 2885096 256616  29232 S  ${isFirst ? '0.0' : percent.toFixed(1)}   1.0   0:09.24 ${name}\n`).join('')}`;
  return `${iteration(true)}\n${iteration(false)}`;
}

/** A report of Tomcat's StuckThreadDetectionValve. */
export function stuckText(thread: string, id: number, url: string, ms: number): string {
  return `Thread [${thread}] (id=[${id}]) has been active for [${ms}] milliseconds (since [11/21/26, 11:59 AM]) to serve the same request for [http://h:8080${url}] and may be stuck (configured threshold for this StuckThreadDetectionValve is [60] seconds).\n`;
}

export function lsofText(...files: readonly (readonly [fd: string, bytes: number, inode: number, name: string])[]): string {
  return `COMMAND   PID USER   FD   TYPE             DEVICE  SIZE/OFF    NODE NAME\n${files.map(([fd, bytes, inode, name]) => `java    7 root   ${fd}   REG              254,0      ${bytes} ${inode} ${name}\n`).join('')}`;
}
