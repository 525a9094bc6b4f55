import { catalogue } from '../../../base/message.ts';

/** Lines that no rule accounts for, and lines that may belong to two dumps. */
export const UNPARSED_MESSAGES = catalogue({
  en: {
    'threadDump.table.unparsed': 'Unparsed lines',
    'threadDump.column.text': 'Text',
    'threadDump.column.because': 'Reason',
    'threadDump.unparsed.unknown': 'No known line of a thread dump',
    'threadDump.unparsed.foreign-stack': 'Stack trace of a log',
    'threadDump.unparsed.no-header': 'Begins as a thread header does, and is none',
    'threadDump.diagnostic.ambiguousLines': 'Ambiguous lines: {{count, number}}. Two JVMs printed here at the same time, and nothing tells their lines apart.',
  },
  ko: {
    'threadDump.table.unparsed': '해석하지 못한 줄',
    'threadDump.column.text': '텍스트',
    'threadDump.column.because': '이유',
    'threadDump.unparsed.unknown': 'Thread dump의 알려진 줄이 아님',
    'threadDump.unparsed.foreign-stack': '로그의 stack trace',
    'threadDump.unparsed.no-header': 'Thread 헤더처럼 시작하지만 헤더가 아님',
    'threadDump.diagnostic.ambiguousLines': '모호한 줄: {{count, number}}줄. 두 JVM이 동시에 출력했고 어느 쪽의 줄인지 구별할 근거가 없습니다.',
  },
});
