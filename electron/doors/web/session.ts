import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function isSame(a: Buffer, b: Buffer): boolean {
  return timingSafeEqual(a, b);
}

/** Who may speak with this door. Holds digests only, so that no endpoint could give a secret back. */
export interface Sessions {
  /** A new link token: 256 bits, good for one exchange. Earlier unused ones stay good. */
  issueToken(): string;
  /** The session secret for the cookie; null when the token is unknown or was used. */
  exchange(token: string): string | null;
  isSession(secret: string): boolean;
}

export function createSessions(): Sessions {
  let tokens: Buffer[] = [];
  const sessions: Buffer[] = [];
  const secret = (): string => randomBytes(32).toString('base64url');
  return {
    issueToken() {
      const token = secret();
      tokens.push(digest(token));
      return token;
    },
    exchange(token) {
      const offered = digest(token);
      // Every token is compared, so that the time taken tells nothing.
      const left = tokens.filter((known) => !isSame(known, offered));
      if (left.length === tokens.length) return null;
      tokens = left;
      const session = secret();
      sessions.push(digest(session));
      return session;
    },
    isSession(offered) {
      const hashed = digest(offered);
      return sessions.map((known) => isSame(known, hashed)).includes(true);
    },
  };
}
