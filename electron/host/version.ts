/** Put in by the build; absent when running from sources. */
declare const BORESCOPE_VERSION: string | undefined;

export const VERSION: string = typeof BORESCOPE_VERSION === 'string' ? BORESCOPE_VERSION : 'development';
