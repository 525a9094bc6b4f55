/** Scheme of the window's own pages; `file:` would give every page the rights of every file. */
export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://borescope';

/** True for pages of this application only; decides what is served, who may navigate and who may call the host. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  // `origin` is "null" for schemes that Node does not know.
  const { protocol, host, username, password } = new URL(url);
  return `${protocol}//${host}` === APP_ORIGIN && username === '' && password === '';
}
