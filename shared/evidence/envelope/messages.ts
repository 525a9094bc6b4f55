import { catalogue, message, type Message } from '../../base/message.ts';
import type { Repair } from './envelope.ts';

/** What was taken off a capture before it was read, one phrase for each kind of envelope. */
export const ENVELOPE_MESSAGES = catalogue({
  en: {
    'repair.ansi': 'terminal escapes ({{count, number}} lines)',
    'repair.docker-json': 'Docker json-file records ({{count, number}} lines)',
    'repair.json-log': 'JSON log records ({{count, number}} lines)',
    'repair.escaped-text': 'escaped line ends and tabs ({{count, number}} lines)',
    'repair.cri': 'CRI log prefixes ({{count, number}} lines)',
    'repair.source-prefix': 'container or pod names before lines ({{count, number}} lines)',
    'repair.timestamps': 'timestamps before lines ({{count, number}} lines)',
    'repair.syslog': 'journald or syslog prefixes ({{count, number}} lines)',
    'repair.html': 'HTML ({{count, number}} lines)',
    'repair.fences': 'code fences ({{count, number}} lines)',
    'repair.log-prefix': 'a logger’s prefix ({{count, number}} lines)',
    'repair.quote': 'quotation marks before lines ({{count, number}} lines)',
    'repair.indent': 'indentation ({{count, number}} lines)',
    'repair.reversed': 'reversed line order ({{count, number}} lines)',
    'repair.too-large': 'nothing of its reversed line order, as it is too large for that',
  },
  ko: {
    'repair.ansi': '터미널 escape({{count, number}}줄)',
    'repair.docker-json': 'Docker json-file 레코드({{count, number}}줄)',
    'repair.json-log': 'JSON 로그 레코드({{count, number}}줄)',
    'repair.escaped-text': 'escape된 줄 끝과 탭({{count, number}}줄)',
    'repair.cri': 'CRI 로그 접두어({{count, number}}줄)',
    'repair.source-prefix': '줄 앞의 컨테이너 또는 pod 이름({{count, number}}줄)',
    'repair.timestamps': '줄 앞의 timestamp({{count, number}}줄)',
    'repair.syslog': 'journald 또는 syslog 접두어({{count, number}}줄)',
    'repair.html': 'HTML({{count, number}}줄)',
    'repair.fences': '코드 블록 표시({{count, number}}줄)',
    'repair.log-prefix': 'logger 접두어({{count, number}}줄)',
    'repair.quote': '줄 앞의 인용 표시({{count, number}}줄)',
    'repair.indent': '들여쓰기({{count, number}}줄)',
    'repair.reversed': '뒤집힌 줄 순서({{count, number}}줄)',
    'repair.too-large': '없음(줄 순서가 뒤집혔지만 너무 커서 바로잡지 않음)',
  },
});

/** A phrase such as "terminal escapes (12 lines)". */
export function repairPhrase({ kind, lines }: Repair): Message {
  return lines === 0 ? message('repair.too-large') : message(`repair.${kind}`, { count: lines });
}
