import os from 'node:os';

/** Name of the account Borescope runs as; null for a uid without an account, as in some containers. */
export function thisUser(): string | null {
  try {
    return os.userInfo().username;
  } catch {
    return null;
  }
}
