/** From this size on, reading a file takes long enough to be worth more than one look or thread, in bytes. */
export const LONG_BYTES = 8 * 1024 * 1024;
