import { message } from '../../base/message.ts';
import type { InspectorCard } from '../artifact-kind.ts';
import { hexNid } from './columns.ts';
import { textAt, type ProcessTable } from './model.ts';
import { startedAtOf } from './start-times.ts';

type Value = InspectorCard['facts'][number]['value'];

/** What the inspector shows of a row of the kind's table. */
export function inspectRow(prefix: string, table: ProcessTable, row: number): InspectorCard | null {
  const line = table.lines[row];
  if (line === undefined) return null;
  const span = { first: line, last: line };
  const text = (id: string, value: string | null): readonly (readonly [string, Value])[] => (value === null ? [] : [[id, value]]);
  const number = (id: string, value: number | undefined, sentence: (value: number) => Value): readonly (readonly [string, Value])[] =>
    value === undefined || Number.isNaN(value) ? [] : [[id, sentence(value)]];
  const percent = (value: number): Value => message(`${prefix}.inspect.percent`, { value });
  const bytes = (value: number): Value => message(`${prefix}.inspect.bytes`, { bytes: value });
  const tid = table.tids[row] ?? Number.NaN;
  const facts = [
    ...text('command', textAt(table.commands, row)),
    ...number('pid', table.pids[row], String),
    ...number('tid', tid, String),
    ...text('nid', hexNid(tid)),
    ...number('ppid', table.ppids[row], String),
    ...text('user', textAt(table.users, row)),
    ...text('state', textAt(table.states, row)),
    ...number('cpu', table.cpuPercent[row], percent),
    ...number('cpu-time', table.cpuTimeMs[row], (ms) => message(`${prefix}.inspect.duration`, { ms })),
    ...number('mem', table.memPercent[row], percent),
    ...number('rss', table.rssBytes[row], bytes),
    ...number('vsz', table.vszBytes[row], bytes),
    ...number('threads', table.threadCounts[row], (value) => message(`${prefix}.inspect.number`, { value })),
    ...text('started', startedAtOf(table, row)),
  ];
  return {
    title: message(`${prefix}.inspect.title`, { name: textAt(table.commands, row) ?? String(table.pids[row] ?? ''), id: Number.isNaN(tid) ? (table.pids[row] ?? 0) : tid }),
    facts: facts.map(([id, value]) => ({ label: `${prefix}.column.${id}`, value, span })),
    block: [],
  };
}
