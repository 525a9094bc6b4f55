import { catalogue } from '../base/message.ts';

/** Words of grouped tables, and why a question about a table was refused. */
export const TABLE_MESSAGES = catalogue({
  en: {
    'query.regex.syntax': 'This is no regular expression: see character {{at}}, near “{{part}}”.',
    'query.regex.unsupported': '“{{part}}” at character {{at}} is not supported: look-around, back-references and Unicode classes cannot be matched in linear time.',
    'query.regex.too-large': 'This regular expression is too large.',
    'query.too-costly': 'Stopped: “{{pattern}}” takes too long on so many rows. Make it simpler, or narrow the rows by another filter first.',
    'table.group.rows': 'Rows',
    'table.aggregate.sum': 'Σ {{column}}',
    'table.aggregate.mean': '{{column}} (mean)',
    'table.aggregate.min': '{{column}} (min)',
    'table.aggregate.max': '{{column}} (max)',
  },
  ko: {
    'query.regex.syntax': '올바른 정규식이 아닙니다. {{at}}번째 문자 ‘{{part}}’ 부근을 확인하십시오.',
    'query.regex.unsupported': '{{at}}번째 문자의 ‘{{part}}’ 구문은 지원하지 않습니다. look-around, 역참조, Unicode class는 선형 시간에 검사할 수 없습니다.',
    'query.regex.too-large': '정규식이 너무 큽니다.',
    'query.too-costly': '중단했습니다. 행이 많아 ‘{{pattern}}’ 검사가 너무 오래 걸립니다. 정규식을 줄이거나 다른 필터로 행을 먼저 좁히십시오.',
    'table.group.rows': '행',
    'table.aggregate.sum': 'Σ {{column}}',
    'table.aggregate.mean': '{{column}} (평균)',
    'table.aggregate.min': '{{column}} (최소)',
    'table.aggregate.max': '{{column}} (최대)',
  },
});
