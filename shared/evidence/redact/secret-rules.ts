import { isHarmless, isHarmlessAssignment, isHarmlessEmail, isSystemUser } from './harmless-values.ts';
import type { RedactionRule } from './redaction-rule.ts';

/** Words in keys whose values are secret. */
const SECRET_KEY =
  '(?:pass(?:word|wd|phrase|code)|passwort|(?<![a-z])pass(?![a-z])|(?<![a-z])pwd|(?:store|key|trust)pass|secret|credentials?|(?:api|access|private|encryption|signing|account|shared|master|license)[-_.]?key|shared[-_.]?access[-_.]?signature|(?:access|auth|authentication|api|refresh|bearer|session|security|secret|bot|deploy|id|x-vault|vault|private)[-_.]?token|(?<![a-z])token(?=\\\\?["\']?\\s{0,3}[:=]))';
const KEY_END = '[\\w.\\-\\]]{0,40}';
const ASSIGNS = '(?:\\\\{0,3}(?:["\']|%22))?\\s{0,3}(?:=>|:=|%3[dD]|[=:])(?:\\s|%20){0,3}';

const KEY_HINT = /pass|pwd|secret|credential|key|token/i;
const AUTHORIZATION_HINT = /authorization|bearer|basic/i;
const URL_HINT = /:\/\//;
const AT_HINT = /@/;

const always = { choice: null } as const;

/** Keys and flags that announce a secret, in every usual spelling. */
const ANNOUNCED: readonly RedactionRule[] = [
  { ...always, id: 'assignment', needs: KEY_HINT, class: 'password', pattern: new RegExp(`${SECRET_KEY}${KEY_END}${ASSIGNS}`, 'gi'), reader: 'word', keeps: isHarmlessAssignment, isLearned: true },
  { ...always, id: 'flag', needs: KEY_HINT, class: 'password', pattern: new RegExp(`(?:(?<![\\w.-])|(?<=%20))--?[\\w.-]{0,40}?(?:${SECRET_KEY}|token)[\\w-]{0,20}(?:[ \\t\\0]+|%20|\\\\?["']\\s{0,3},\\s{0,3})(?=[^\\s-])`, 'gi'), reader: 'word', keeps: isHarmlessAssignment, isLearned: true },
  { ...always, id: 'named-value', needs: KEY_HINT, class: 'password', pattern: new RegExp(`${SECRET_KEY}${KEY_END}\\\\?["']?(?:[\\s,]|%2[02C]){0,8}\\\\?["']?value(?:\\\\?["']|%22)?\\s{0,3}[=:]\\s{0,3}`, 'gi'), reader: 'word', keeps: isHarmless, isLearned: true },
  { ...always, id: 'element', needs: KEY_HINT, class: 'password', pattern: new RegExp(`(?<!</[\\w:.-]{0,40})${SECRET_KEY}${KEY_END}(?:["'\\s][^<>]{0,100})?(?<!-)(?:>|&gt;)(?=[^<\\s])`, 'gi'), reader: 'element', keeps: isHarmlessAssignment, isLearned: true },
  { ...always, id: 'tool-password', needs: /mysql|mariadb|sshpass|redis|requirepass|-passin|-passout/, class: 'password', pattern: /\b(?:(?:mysql|mysqldump|mysqladmin|mariadb)\b(?=(.{0,300}?[ \t\0])-p)\1-p|sshpass[ \t\0]+-p[ \t\0]*|redis-cli\b(?=(.{0,300}?[ \t\0])-a)\2-a[ \t\0]+|-pass(?:in|out)[ \t\0]+pass:|-requirepass[ \t\0]+|requirepass[ \t]+)(?=\S)/g, reader: 'word', keeps: isHarmless, isLearned: true },
  { ...always, id: 'tool-user-password', needs: /curl|wget|http/, class: 'password', pattern: /\b(?:curl|wget|http)\b(?=(.{0,300}?[ \t\0](?:-u|--user|--proxy-user)[ \t\0=]+["']?[^\s:"'<>\0]{1,64}:))\1(?=[^\s\0])/g, reader: 'word', keeps: isHarmless, isLearned: true },
  { ...always, id: 'authorization', needs: AUTHORIZATION_HINT, class: 'token', pattern: /authorization\\?["']?\s{0,3}[:=](?:\s|%20){0,3}\[?\\?["']?(?:(?:bearer|basic|negotiate|token|apikey)(?:[ \t]+|%20))/gi, reader: 'word', keeps: isHarmless },
  { ...always, id: 'authorization-other', needs: AUTHORIZATION_HINT, class: 'token', pattern: /authorization\\?["']?\s{0,3}[:=]\s{0,3}\[?(?:digest|aws4[\w-]*|oauth|hawk)[ \t]+/gi, reader: 'header', keeps: isHarmless },
  { ...always, id: 'bearer', needs: AUTHORIZATION_HINT, class: 'token', pattern: /(?:(?<![\w-])|(?<=%2\d))(?:bearer|basic)(?:[ \t]+|%20)(?=[\w+/=.~-]{8})/gi, reader: 'word', keeps: (value) => isHarmless(value) || /^[A-Z]?[a-z.,-]+$/.test(value) },
  { ...always, id: 'cookie', needs: /cookie/i, class: 'cookie', pattern: /(?<![\w])(?:set-)?cookie2?\\?["']?\s{0,3}[:=]\s{0,3}\[?/gi, reader: 'header', keeps: isHarmless },
  { ...always, id: 'session', needs: /sess|sid|csrf|xsrf|remember-me/i, class: 'cookie', pattern: /(?<![A-Za-z])(?:jsessionid(?:sso)?|phpsessid|session[-_]?id|asp\.net_sessionid|connect\.sid|xsrf-token|csrf[-_]?token|_csrf|remember-me|sessid|sid)\\?["']?\s{0,2}[=:]\s{0,2}/gi, reader: 'word', keeps: (value) => isHarmless(value) || value.length < 8 },
  { ...always, id: 'signature', needs: /[?&]/, class: 'key', pattern: /[?&](?:sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature|key|apikey|token|code)=/gi, reader: 'word', keeps: isHarmless },
];

/** Secrets known by their own shape. */
const SHAPED: readonly RedactionRule[] = [
  { ...always, id: 'user-info', needs: URL_HINT, class: 'password', pattern: /(:\/\/[^\s/:@"'<>\0]{0,128}:)([^\s/"'<>\0]{1,256})@/g, keeps: isHarmless, isLearned: true },
  { ...always, id: 'user-info-token', needs: URL_HINT, class: 'token', pattern: /(:\/\/)([A-Za-z0-9_-]{20,256})@/g },
  { ...always, id: 'oracle', needs: /oracle/, class: 'password', pattern: /(jdbc:oracle:\w{1,10}:[\w$#]{1,64}\/)([^\s@"'<>\0]{1,128})@/g, keeps: isHarmless, isLearned: true },
  { ...always, id: 'oracle-login', needs: AT_HINT, class: 'password', pattern: /((?<![^\s"'=\0])[A-Za-z][A-Za-z0-9_$]{1,30}\/)([^\s/@:"'<>,()\0]{3,64})@(?!sha256:)(?=(?:\/\/)?[A-Za-z][\w.-]{0,100}(?::\d+)?(?:[/:][\w.]+)?(?=["'\s\0]|$))(?![\w.-]{0,100}\.service)/g, keeps: isHarmless, isLearned: true },
  { ...always, id: 'jwt', needs: /eyJ/, class: 'token', pattern: /((?:(?<![A-Za-z0-9_-])|(?<=%[0-9A-Fa-f]{2})|(?<=\\[nrt])))(eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,3})/g },
  { ...always, id: 'aws', needs: /A[A-Z]{2}A[A-Z0-9]/, class: 'key', pattern: /((?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\[nrt])))((?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA)[A-Z0-9]{16})(?![A-Z0-9])/g },
  { ...always, id: 'issued-token', needs: /[\w~.-]{20}/, class: 'token', pattern: /((?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\[nrt])))(AIza[\w-]{35}|ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{22,}|gl(?:pat|dt|rt|ft|soat|cbt|imt|ptt)-[\w.-]{16,}|xox[abeoprs]-[\w-]{10,}|xapp-[\w-]{10,}|[sr]k_(?:live|test)_[A-Za-z0-9]{10,}|whsec_[A-Za-z0-9+/=]{16,}|npm_[A-Za-z0-9]{36}|SG\.[\w-]{16,}\.[\w-]{16,}|SK[0-9a-f]{32}|key-[0-9a-f]{32}|do[opr]_v1_[0-9a-f]{64}|hv[sb]\.[\w-]{20,}|\d{8,10}:AA[\w-]{33}|sk-[A-Za-z0-9][\w-]{19,}|pypi-AgE[\w-]{20,}|[\w~.-]{3}8Q~[\w~.-]{31,34})/g },
  { ...always, id: 'slack-hook', needs: /slack/, class: 'token', pattern: /(hooks\.slack\.com\/services\/)([\w/]{10,})/g },
  { ...always, id: 'email', needs: AT_HINT, class: 'email', pattern: /((?<![\w.+%-]))([\w.+%-]{1,64}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.[A-Za-z]{2,24})(?![\w-])/g, keeps: isHarmlessEmail },
  { ...always, id: 'url-user', needs: URL_HINT, class: 'user', choice: 'users', pattern: /(:\/\/)([^\s/:@"'<>\0]{1,128})(?::[^\s/"'<>\0]{0,256})?@/g, keeps: isSystemUser },
];

export const SECRET_RULES: readonly RedactionRule[] = [...ANNOUNCED, ...SHAPED];
