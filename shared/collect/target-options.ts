/** How commands run as another user of the place. */
export interface Become {
  /** `sudo` asks for one's own password, `su` for that of the other user; `runuser` is for root only and asks nothing. */
  readonly by: 'sudo' | 'su' | 'runuser';
  readonly user: string;
}

/** What a target URI may say after `?`. */
export interface TargetOptions {
  readonly become?: Become;
  /** By the program ssh, whatever the configuration of the host needs. */
  readonly via?: 'openssh';
}

const DEFAULT_USER = 'root';
// No leading dash, and nothing that a shell or an option parser could take for something else.
const USER = /^[A-Za-z_][A-Za-z0-9_.-]*\$?$/;

/** Whether a name may stand for another user. */
function isUserName(name: string): boolean {
  return USER.test(name);
}

/** Reads `sudo[=USER]`, `su[=USER]`, `runuser[=USER]` and `via=openssh`, parted by `&`; null for anything else and for what contradicts itself. */
export function parseTargetOptions(query: string): TargetOptions | null {
  let become: Become | null = null;
  let via: 'openssh' | null = null;
  for (const part of query.split('&')) {
    const [name = '', value, ...more] = part.split('=');
    if (more.length > 0) return null;
    if (name === 'via' && value === 'openssh' && via === null) via = value;
    else if ((name === 'sudo' || name === 'su' || name === 'runuser') && become === null && isUserName(value ?? DEFAULT_USER)) become = { by: name, user: value ?? DEFAULT_USER };
    else return null;
  }
  return { ...(become === null ? {} : { become }), ...(via === null ? {} : { via }) };
}

/** With its `?`, or empty. */
export function formatTargetOptions({ become, via }: TargetOptions): string {
  const parts = [...(become === undefined ? [] : [`${become.by}=${become.user}`]), ...(via === undefined ? [] : [`via=${via}`])];
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
