const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TIME = /^(\d{1,2})\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3}))? ([+-])(\d\d)(\d\d)$/;

export interface ZonedTime {
  /** Milliseconds since the epoch. */
  readonly ms: number;
  /** Zone it was printed in, east of UTC. */
  readonly zoneMinutes: number;
}

/** `21/Nov/2026:12:09:40 +0000`; null when it is no such time. */
export function clfTime(text: string): ZonedTime | null {
  const found = TIME.exec(text);
  if (!found) return null;
  const [, day, name = '', year, hour, minute, second, fraction = '0', sign, offsetHours, offsetMinutes] = found;
  const month = MONTHS.indexOf(name);
  if (month < 0) return null;
  const zoneMinutes = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1);
  const local = Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0')));
  return { ms: local - zoneMinutes * 60_000, zoneMinutes };
}
