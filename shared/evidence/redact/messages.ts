import { catalogue } from '../../base/message.ts';

/** How many places of each class were replaced. */
export const REDACT_MESSAGES = catalogue({
  en: {
    'redact.count.password': 'passwords ({{count, number}})',
    'redact.count.token': 'access tokens ({{count, number}})',
    'redact.count.key': 'keys ({{count, number}})',
    'redact.count.cookie': 'cookies and session ids ({{count, number}})',
    'redact.count.email': 'e-mail addresses ({{count, number}})',
    'redact.count.ip': 'IP addresses ({{count, number}})',
    'redact.count.mac': 'MAC addresses ({{count, number}})',
    'redact.count.host': 'hosts ({{count, number}})',
    'redact.count.user': 'users ({{count, number}})',
    'redact.count.path': 'directories ({{count, number}})',
    'redact.count.query': 'URL queries ({{count, number}})',
  },
  ko: {
    'redact.count.password': '암호 {{count, number}}곳',
    'redact.count.token': '액세스 토큰 {{count, number}}곳',
    'redact.count.key': '키 {{count, number}}곳',
    'redact.count.cookie': '쿠키와 세션 ID {{count, number}}곳',
    'redact.count.email': '이메일 주소 {{count, number}}곳',
    'redact.count.ip': 'IP 주소 {{count, number}}곳',
    'redact.count.mac': 'MAC 주소 {{count, number}}곳',
    'redact.count.host': '호스트 {{count, number}}곳',
    'redact.count.user': '사용자 {{count, number}}곳',
    'redact.count.path': '디렉터리 {{count, number}}곳',
    'redact.count.query': 'URL 쿼리 {{count, number}}곳',
  },
});
