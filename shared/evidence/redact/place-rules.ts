import { isHarmless, isHarmlessHost, isSystemUser } from './harmless-values.ts';
import { isHarmlessIpv4, isHarmlessIpv6 } from './ip-address.ts';
import type { RedactionRule } from './redaction-rule.ts';

const HOST = '[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62})(?:\\.[A-Za-z0-9_-]{1,63}){0,10}';
const FQDN = '[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62})(?:\\.[A-Za-z0-9_-]{1,63}){0,9}\\.[a-z]{2,24}';
const host = { class: 'host', choice: 'hosts', keeps: isHarmlessHost, isLearned: true } as const;
const user = { class: 'user', choice: 'users', keeps: isSystemUser, isLearned: true } as const;

const IPS: readonly RedactionRule[] = [
  { id: 'ipv4', needs: /\d\.\d/, class: 'ip', choice: 'ips', pattern: /((?:^|\0)n|(?:(?<![A-Za-z\d])[A-Za-z]{1,12}[-_ ])?(?<![\d.]|\d[-+]|[A-Za-z]))((?:\d{1,3}\.){3}\d{1,3})(?![\w+]|\.\d)/g, keeps: isHarmlessIpv4 },
  { id: 'ipv6', needs: /:[0-9A-Fa-f]{0,4}:/, class: 'ip', choice: 'ips', pattern: /((?<![\w:.]))([0-9A-Fa-f:]{3,39})(?=[\s\]%/,;"')<]|:\*|$)/g, keeps: isHarmlessIpv6 },
  { id: 'mac', needs: /[0-9A-Fa-f]{2}[:-][0-9A-Fa-f]{2}[:-]/, class: 'mac', choice: 'ips', pattern: /((?<![\w:-]))([0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5})(?![\w:-])/g, keeps: (value) => /^(?:00[:-]){5}00$/.test(value) },
];

const HOSTS: readonly RedactionRule[] = [
  { ...host, id: 'url-host', needs: /:\/\//, pattern: new RegExp(`(:\\/\\/(?:[^\\s/"'<>\\0]{1,300}@)?)(${HOST})`, 'g') },
  { ...host, id: 'further-host', needs: /\d,/, pattern: new RegExp(`(:\\d{2,5},)(${HOST})(?=:\\d)`, 'g') },
  { ...host, id: 'oracle-host', needs: /@/, pattern: new RegExp(`(@(?:\\/\\/)?)(${HOST})(?=:\\d{2,5})`, 'g') },
  { ...host, id: 'user-at-host', needs: /@/, pattern: new RegExp(`((?<![\\w.])[a-z_][\\w.-]{0,31}@)(${HOST})(?=[:\\s"']|$)`, 'g') },
  { ...host, id: 'host-key', needs: /host|server|authority|nodename/i, pattern: new RegExp(`((?<![A-Za-z])(?:x-forwarded-host|:authority|server[-_.]?name|host[-_.]?name|virtualhost|nodename|host)\\\\?["']?\\s{0,2}[:=]\\s{0,2}\\[?\\\\?["']?)(${HOST})(?![\\w(])`, 'gi') },
  { ...host, id: 'two-ends', needs: /->/, pattern: new RegExp(`((?:^|\\0)n|(?<![\\w.:-]))(${HOST})(?=:[\\w-]{1,30}->)`, 'g') },
  { ...host, id: 'other-end', needs: /->/, pattern: new RegExp(`(:[\\w-]{1,30}->)(${HOST})(?=:[\\w-])`, 'g') },
  { ...host, id: 'fqdn-port', needs: /\.[a-z]{2,24}:/, pattern: new RegExp(`((?<![\\w.$/-]))(${FQDN})(?=:(?:\\d{2,5}|[a-z][\\w-]{1,14})(?![\\w.:]))`, 'g') },
  { ...host, id: 'inside-name', needs: /\.(?:in|lo|la|co|sv|cl|am|wi|go)/, pattern: /((?<![\w.$-]))([A-Za-z0-9](?:[\w-]{0,62})(?:\.[\w-]{1,63}){0,9}\.(?:internal|local|lan|corp|intra|intranet|svc|cluster\.local|amazonaws\.com|cloudapp\.net|windows\.net|googleapis\.com))(?![\w-]|\.\w)/g },
  { ...host, id: 'cloud-name', needs: /ip-\d/, pattern: /((?<![\w-]))(ip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3})(?![\w-])/g },
];

const USERS: readonly RedactionRule[] = [
  { ...user, id: 'home', needs: /home|Users/, pattern: /((?<![\w.])\/(?:home|Users|export\/home|var\/home)\/|[A-Za-z]:\\{1,2}Users\\{1,2})([^\s/\\:"'<>,;()\0]{1,64})/g },
  { ...user, id: 'user-key', needs: /user|log|run/i, pattern: /((?<![A-Za-z])(?:user(?:[._-]?name)?|user[._-]?id|login(?:[._-]?name)?|logname|sudo_user|run[._-]?as)\\?["']?\s{0,2}[=:]\s{0,2}\[?\\?["']?)([^\s"'\\,;&<>(){}[\]/:\0]{1,64})(?![\w(])/gi },
  { ...user, id: 'flag-user', needs: /--[ul]/, pattern: /((?<![\w.-])--(?:user|username|login)[ \t\0]+)([^\s:"'<>\0-][^\s:"'<>\0]{0,63})/g, keeps: (value) => isSystemUser(value) || /@.*\.(?:service|socket|slice)$/.test(value) },
  { ...user, id: 'login-at', needs: /@/, pattern: /((?<![\w.@/-]))([a-z_][\w-]{0,31})@(?=[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}:)/g },
  { ...user, id: 'access-log', needs: /\[\d/, pattern: /(^\S{1,64} \S{1,64} )(\S{1,64}) \[\d\d\/[A-Z]/g },
  { ...user, id: 'ls-owner', needs: /^[-dlcbps][r-][w-]/, pattern: /(^[-dlcbps][rwxsStT-]{9}[.+@]? +\d+ )(\S{1,32}) +\S{1,32} +\d/g },
  { ...user, id: 'ls-group', needs: /^[-dlcbps][r-][w-]/, pattern: /(^[-dlcbps][rwxsStT-]{9}[.+@]? +\d+ \S{1,32} +)(\S{1,32}) +\d/g },
  { ...user, id: 'process-owner', needs: /^owner /, pattern: /(^owner )(\S{1,64}) \d+$/g },
  { ...user, id: 'lsof-login', needs: /(?:^|\0)L[a-z]/, pattern: /((?:^|\0)L)([a-z][\w-]{1,31})(?=\0|$)/g },
];

const OTHERS: readonly RedactionRule[] = [
  { id: 'directory', needs: /\//, class: 'path', choice: 'paths', pattern: /((?<![\w.<>:/@&;-]))(\/(?!(?:proc|sys|dev|usr|lib|lib64|bin|sbin|etc|run|tmp)\/)(?:[\w.@%+-]{1,255}\/){0,40}[\w.@%+-]{1,255})(?=\/[\w.@%+-])/g, keeps: isHarmless },
  { id: 'query', needs: /\?/, class: 'query', choice: 'queries', pattern: /([\w/%.~-]\?)(?=[\w.%[\]~-]{1,64}[=&])([^\s"'<>#\\\0]{1,8192}(?<![\])},;.]))/g, keeps: isHarmless },
];

/** Where, who and what for: left as it is by choice. */
export const PLACE_RULES: readonly RedactionRule[] = [...IPS, ...HOSTS, ...USERS, ...OTHERS];
