/** Where a person says that requests can be asked for; without it none are. */
export type RequestSource =
  /** The manager application of Tomcat, e.g. `http://127.0.0.1:8080/manager`, as the target itself reaches it. The password is asked for when it is needed. */
  | { readonly type: 'tomcat'; readonly url: string; readonly user: string | null }
  /** An access log on the target. */
  | { readonly type: 'access-log'; readonly path: string };

/** Host, port and path, nothing that a shell or curl would read otherwise, and no password. */
export const MANAGER_URL = /^https?:\/\/(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:\/[\w./~-]*)?$/i;
export const MANAGER_USER = /^[^\s:"\\'-][^\s:"\\']{0,99}$/;
export const LOG_PATH = /^\/[^\n\r\0]{1,1000}$/;
