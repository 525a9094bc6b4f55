/** A text that a target may print, and what of it must not leave. */
export interface Planted {
  readonly kind: string;
  readonly text: string;
  readonly secrets: readonly string[];
}

type Random = (length: number, alphabet: string) => string;

const DIGITS = '0123456789';
const HEX = '0123456789abcdef';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const PASSWORD = `${LETTERS}!.-_#$*`;

/** The same numbers every time. */
function randomOf(seed: number): Random {
  let state = seed * 2_654_435_761 + 1;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  return (length, alphabet) => Array.from({ length }, () => alphabet[next(alphabet.length)] ?? 'x').join('');
}

type Kind = (random: Random) => readonly [text: string, ...secrets: string[]];

function password(random: Random): string {
  return random(1, LETTERS) + random(11, PASSWORD) + random(1, DIGITS);
}

const announced = (write: (secret: string) => string): Kind => (random) => {
  const secret = password(random);
  return [write(secret), secret];
};

const shaped = (prefix: string, length: number, alphabet: string, write = (secret: string): string => `using ${secret} now`): Kind => (random) => {
  const secret = prefix + random(length, alphabet);
  return [write(secret), secret];
};

const KINDS: Readonly<Record<string, Kind>> = {
  'password flag': announced((secret) => `java -jar shop.jar --password ${secret} --verbose`),
  'system property': announced((secret) => `java -Djavax.net.ssl.keyStorePassword=${secret} -Xmx1g Shop`),
  'environment pair': announced((secret) => `DB_PASSWORD=${secret} PATH=/usr/bin`),
  'JSON member': announced((secret) => `{"level":"info","clientSecret":"${secret}","n":1}`),
  'escaped JSON': announced((secret) => `{"log":"{\\"password\\":\\"${secret}\\"}\\n"}`),
  'XML element': announced((secret) => `<server><password>${secret}</password></server>`),
  'YAML pair': announced((secret) => `  api-key: "${secret}"`),
  'name and value': announced((secret) => `{"name":"SMTP_PASSWORD","value":"${secret}"}`),
  'user info of a URL': announced((secret) => `redis://cache:${secret}@cache-1:6379/0`),
  'user info without a user': announced((secret) => `rediss://:${secret}@cache-1:6379/0`),
  'password in a JDBC query': announced((secret) => `jdbc:mysql://db-1:3306/shop?user=shop&password=${secret}&useSSL=true`),
  'Oracle login': announced((secret) => `jdbc:oracle:thin:scott/${secret}@ora-1:1521/orcl`),
  'curl user': announced((secret) => `curl -s -u deploy:${secret} http://repo-1/`),
  'bearer token': (random) => {
    const secret = random(40, LETTERS);
    return [`Authorization: Bearer ${secret}`, secret];
  },
  'basic credentials': (random) => {
    const secret = `${random(30, LETTERS)}=`;
    return [`curl -H "Authorization: Basic ${secret}" http://repo-1/`, secret.slice(0, -1)];
  },
  JWT: (random) => {
    const secret = `eyJ${random(30, LETTERS)}.${random(60, LETTERS)}.${random(43, `${LETTERS}-_`)}`;
    return [`token refreshed ${secret}`, secret, secret.slice(-30)];
  },
  'AWS key': shaped('AKIA', 16, UPPER),
  'Google key': shaped('AIza', 35, LETTERS),
  'Azure account key': (random) => {
    const secret = `${random(86, LETTERS)}==`;
    return [`DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${secret};EndpointSuffix=core.windows.net`, secret];
  },
  'GitHub token': shaped('ghp_', 36, LETTERS),
  'Slack token': shaped('xoxb-', 40, DIGITS),
  'Stripe key': shaped('sk_live_', 24, LETTERS),
  'private key in one line': (random) => {
    const lines = [random(64, LETTERS), random(64, LETTERS), random(20, LETTERS)];
    return [`key: -----BEGIN RSA PRIVATE KEY-----\\n${lines.join('\\n')}\\n-----END RSA PRIVATE KEY-----`, ...lines];
  },
  'session cookie': (random) => {
    const secret = random(32, HEX.toUpperCase());
    return [`Cookie: theme=dark; JSESSIONID=${secret}`, secret];
  },
  'e-mail address': (random) => {
    const secret = `${random(8, 'abcdefghijkl')}.kim@shop-mail.com`;
    return [`mail to ${secret} failed`, secret];
  },
};

export const PLANTED_KINDS = Object.keys(KINDS);

/** `each` of every kind, in turn. */
export function plantedSecrets(each: number): readonly Planted[] {
  const random = randomOf(7);
  const rounds = Array.from({ length: each }, () => Object.entries(KINDS).map(([kind, make]) => {
    const [text, ...secrets] = make(random);
    return { kind, text, secrets };
  }));
  return rounds.flat();
}
