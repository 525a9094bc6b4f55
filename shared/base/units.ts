/** What a column's numbers measure; decides formatting and alignment everywhere (GUI, CLI, report). */
export type Unit = 'none' | 'count' | 'bytes' | 'milliseconds' | 'percent' | 'line' | 'id';
