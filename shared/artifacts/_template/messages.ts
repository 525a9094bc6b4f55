import { catalogue } from '../../base/message.ts';

/** Every sentence of the kind, in every language; a key that one of them lacks does not compile. Keys begin with the kind's id. */
export const TEMPLATE_MESSAGES = catalogue({
  en: {
    'template.title': 'Uptime',
    'template.table.samples': 'Samples',
    'template.column.load': 'Load',
    'template.column.users': 'Users',
    'template.figure.load': 'Highest load',
    'template.finding.high-load': 'The load reached {{load, number}} with {{users, number}} users logged in.',
    'template.diagnostic.TP-UNREADABLE': 'This line begins like a sample and cannot be read as one.',
    'template.inspect.title': 'Sample {{row, number}}',
  },
  ko: {
    'template.title': 'Uptime',
    'template.table.samples': '표본',
    'template.column.load': 'Load',
    'template.column.users': '사용자 수',
    'template.figure.load': '가장 높은 load',
    'template.finding.high-load': '사용자 {{users, number}}명이 로그인한 상태에서 load가 {{load, number}}까지 올랐습니다.',
    'template.diagnostic.TP-UNREADABLE': '표본처럼 시작하지만 표본으로 읽을 수 없는 줄입니다.',
    'template.inspect.title': '표본 {{row, number}}',
  },
});
