import { message } from '../../../shared/base/message.ts';
import { LOG_PATH, MANAGER_URL, MANAGER_USER, type RequestSource } from '../../../shared/collect/request-source.ts';
import { UsageError } from './usage-error.ts';

export interface RequestSourceOptions {
  readonly tomcat?: string;
  readonly tomcatUser?: string;
  readonly accessLog?: string;
}

/** Where requests are asked for; null where nobody said. Throws UsageError for what is no such place. */
export function requestSourceOf({ tomcat, tomcatUser, accessLog }: RequestSourceOptions): RequestSource | null {
  if (tomcat !== undefined && accessLog !== undefined) throw new UsageError(message('cli.tomcat-or-log'));
  if (tomcatUser !== undefined && tomcat === undefined) throw new UsageError(message('cli.tomcat-user-alone'));
  if (tomcat !== undefined) {
    if (!MANAGER_URL.test(tomcat)) throw new UsageError(message('cli.bad-tomcat', { url: tomcat }));
    if (tomcatUser !== undefined && !MANAGER_USER.test(tomcatUser)) throw new UsageError(message('cli.bad-tomcat-user', { user: tomcatUser }));
    return { type: 'tomcat', url: tomcat, user: tomcatUser ?? null };
  }
  if (accessLog === undefined) return null;
  if (!LOG_PATH.test(accessLog)) throw new UsageError(message('cli.bad-access-log', { path: accessLog }));
  return { type: 'access-log', path: accessLog };
}
