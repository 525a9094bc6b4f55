/** Texts that would take more than linear time, were a reader careless. `text(n)` has about n bytes. */
export interface HostileShape {
  readonly name: string;
  text(bytes: number): string;
}

const HEADER = '"main" #1 prio=5 os_prio=0 cpu=1.00ms elapsed=1.00s tid=0x1 nid=0x1 runnable  [0x1]\n   java.lang.Thread.State: RUNNABLE\n';
const PLAIN = '#3 "m" WAITING 2026-11-21T16:09:10.96Z\n';
const AGENT = 'Deadlock Detection:\nThread 1: (state = X)\n';
const JROCKIT = '===== FULL THREAD DUMP ====\n"x" id=1 idx=0x4 tid=1 prio=5 alive\n';
const JAVACORE = '0SECTION       TITLE\n';
const THREAD = '{"threadName":"a","threadId":7,"threadState":"BLOCKED","stackTrace":[{"className":"X","methodName":"m","lineNumber":3}]}';

function repeated(name: string, head: string, part: string, tail = ''): HostileShape {
  return { name, text: (bytes) => `${head}${part.repeat(Math.ceil(bytes / part.length))}${tail}\n` };
}

function counted(name: string, head: string, line: (n: number) => string): HostileShape {
  return {
    name,
    text: (bytes) => {
      const lines: string[] = [head];
      for (let n = 0, length = 0; length < bytes; n++) {
        lines.push(line(n));
        length += line(n).length;
      }
      return lines.join('');
    },
  };
}

export const HOSTILE_SHAPES: readonly HostileShape[] = [
  repeated('one line', '', 'x'), repeated('a deep stack', HEADER, '\tat com.acme.Deep.recurse(Deep.java:7)\n'), counted('new frames', HEADER, (n) => `\tat com.acme.Deep.m${n}(Deep.java:${n})\n`),
  repeated('a long name', '"', 'n', '" #1 prio=5 tid=0x1 nid=0x1 runnable'), repeated('quotes in a name', `${HEADER}"`, '" #1 [1 '), repeated('ids after quotes', HEADER, '" prio=5 id='), repeated('headers without an end', `${HEADER}"a\n`, 'b\n'),
  repeated('open locks', HEADER, '\t- <'), repeated('quotes alone', HEADER, '"\n'), counted('locks without owner', HEADER, (n) => `\t- waiting to lock <0x${n.toString(16)}> (a X)\n`),
  { name: 'deadlock reports', text: (bytes) => `${'"a" #1 prio=5 tid=0x1 nid=0x1 runnable\n'.repeat(bytes / 80)}${'Found one Java-level deadlock:\n"a":\n"a":\n'.repeat(bytes / 80)}` },
  repeated('plain: quotes', '1\n2026-11-21T16:09:10.95Z\n21\n\n', '#1 "" '), repeated('plain: ends of a lock', `${PLAIN}    - locked <`, '>'), repeated('plain: slashes of a frame', `${PLAIN}    `, 'a/'),
  repeated('agent: bci', `${AGENT} - a`, ' @bci=1,'), repeated('agent: quotes', `${AGENT}"`, '" tid=1 '),
  repeated('JRockit: dots', `${JROCKIT}    at `, 'a.'), repeated('JRockit: equals signs', JROCKIT, '='), repeated('JRockit: brackets', `${JROCKIT}    -- Holding lock: `, '[a'), repeated('JRockit: quotes', `${JROCKIT}"`, '" id=1 '),
  repeated('javacore: states', `${JAVACORE}3XMTHREADINFO      "x" J9VMThread:0x1`, ', state:R'), repeated('javacore: colons', `${JAVACORE}3LKMONOBJECT       X@0x1: `, ':', 'x'), repeated('javacore: queue', `${JAVACORE}3LKMONOBJECT       X@0x1: <unowned>\n`, '3LKWAITER "x" (0x1)\n'),
  counted('javacore: deadlock', `${JAVACORE}1LKDEADLOCK\n`, (n) => `2LKDEADLOCKTHR  Thread "x" (0x${n.toString(16)})\n`), counted('javacore: idents', JAVACORE, (n) => `2LKFLATMON         ident 0x${n.toString(16)} "x" (0x${n.toString(16)}) ee 0x1\n3XMTHREADINFO      "x" J9VMThread:0x${n.toString(16)}, state:R, prio=1\n`),
  repeated('ThreadInfo: quotes', '"x" Id=1 RUNNABLE\n"', '" Id=1 '), repeated('ThreadInfo: at signs', '"x" Id=1 RUNNABLE\n\t- locked ', 'a@'), counted('ThreadInfo: owners', '', (n) => `"x${n}" Id=${n} BLOCKED on X@${n.toString(16)} owned by "y" Id=${n + 1}\n`),
  repeated('JSON: objects', '', '{"threads":\n'), repeated('JSON: arrays', '', '[{"a":[\n'), repeated('JSON: members', '{"threadState":1,', '"a":[1,"b"],'), repeated('JSON: documents on a line', '', THREAD), repeated('JSON: threads', '[', `${THREAD},`, `${THREAD}]`), repeated('JSON: open texts', '[{"threadState":"', '{'),
  counted('JSON: keys', `[{"threadState":"NEW","threadId":1`, (n) => `,"k${n}":${n}`),
];
