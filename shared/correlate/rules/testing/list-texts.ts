/** Lists of threads, processes and classes, as the tools print them. */

export interface ProcessText { readonly pid: number; readonly cpu: number; readonly mem?: number; readonly kilobytes?: number; readonly state?: string; readonly command: string }

const HEAD = (idle: number, steal: number): string => `top - 12:00:10 up 41 min,  0 user,  load average: 1.00, 1.00, 1.00\nTasks: 9 total,   1 running,  1 sleeping,   0 stopped,   0 zombie\n%Cpu(s):  ${(100 - idle - steal).toFixed(1)} us,  0.0 sy,  0.0 ni, ${idle.toFixed(1)} id,  0.0 wa,  0.0 hi,  0.0 si,  ${steal.toFixed(1)} st\nMiB Mem :   8000.0 total,    100.0 free,   7000.0 used,    900.0 buff/cache\n\n`;

/** Both iterations of `top -b -n 2`, idle and steal in percent. */
export function topProcesses({ idle = 60, steal = 0 }: { readonly idle?: number; readonly steal?: number }, ...processes: readonly ProcessText[]): string {
  const rows = processes.map(({ pid, cpu, mem = 1, kilobytes = 20_000, state = 'S', command }) => `${String(pid).padStart(7)} app       20   0 8885096 ${kilobytes}  29232 ${state}  ${cpu.toFixed(1)}   ${mem.toFixed(1)}   0:09.24 ${command}\n`).join('');
  return `${HEAD(idle, steal)}    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND\n${rows}\n`.repeat(2);
}

export interface ProcessRow { readonly pid: number; readonly ppid: number; readonly state: string; readonly started?: string; readonly command: string }

/** As the recipe prints processes by ps, at noon. */
export function psText(...processes: readonly ProcessRow[]): string {
  const rows = processes.map(({ pid, ppid, state, started = '10:00:00', command }) => `${String(pid).padStart(7)} ${String(ppid).padStart(7)} root                              0.0  0.0  1740   2592    1 ${state}    Sat Nov 21 ${started} 2026 00:00:00 ${command}\n`).join('');
  return `borescope-ps 1 processes 7\nclock 2026-11-21T12:00:10Z\nuptime 14171.70\nhz 100\npage 4096\ncpus 2\n    PID    PPID USER                             %CPU %MEM   RSS    VSZ NLWP STAT                  STARTED     TIME COMMAND\n${rows}borescope-end\n`;
}

/** As jcmd GC.class_histogram prints it for PID 7, with a total. */
export function histogramText(...classes: readonly (readonly [name: string, instances: number, bytes: number])[]): string {
  const sum = (pick: 1 | 2): number => classes.reduce((total, row) => total + row[pick], 0);
  const rows = classes.map(([name, instances, bytes], i) => `${String(i + 1).padStart(4)}: ${String(instances).padStart(13)} ${String(bytes).padStart(14)}  ${name}\n`).join('');
  return `7:\n num     #instances         #bytes  class name (module)\n-------------------------------------------------------\n${rows}Total ${String(sum(1)).padStart(13)} ${String(sum(2)).padStart(14)}\n`;
}
