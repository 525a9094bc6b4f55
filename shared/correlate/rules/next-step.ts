import { message, type Message } from '../../base/message.ts';
import type { JoinedCase } from './joined-case.ts';

/** What would tell more without harm, with what it costs. */
export type NextStep = 'dump' | 'sockets' | 'open-files' | 'thread-cpu' | 'histogram' | 'heap-info' | 'processes';

const COMMANDS: Readonly<Record<NextStep, (pid: string) => string>> = {
  dump: (pid) => `jcmd ${pid} Thread.print -l`,
  sockets: () => 'ss -tanpoie',
  'open-files': (pid) => `lsof -nP -p ${pid}`,
  'thread-cpu': (pid) => `top -H -b -n 2 -d 2 -p ${pid}`,
  histogram: (pid) => `jcmd ${pid} GC.class_histogram -all`,
  'heap-info': (pid) => `jcmd ${pid} GC.heap_info`,
  processes: () => 'ps -eo pid,ppid,stat,pcpu,rss,wchan:32,args',
};

export function nextStep(step: NextStep, { pid }: JoinedCase): Message {
  return message(`correlate.rule.next.${step}`, { command: COMMANDS[step](pid === null ? 'PID' : String(pid)) });
}
