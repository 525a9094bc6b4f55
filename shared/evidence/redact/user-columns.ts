import { byteTextOf } from './byte-text.ts';
import { isSystemUser } from './harmless-values.ts';
import type { RedactedSpan } from './redaction-rule.ts';

/** As ps, top and lsof print them in the languages we have seen. */
const TITLES = new Set(['USER', 'UID', 'RUSER', 'EUSER', 'UTIL.', 'USUARIO', 'BENUTZER', '사용자'].map(byteTextOf));
/** Columns of one word each that may stand before it. */
const BEFORE = new Set(['PID', 'PPID', 'TID', 'LWP', 'SPID', 'NLWP', 'F', 'S', 'STAT', 'COMMAND']);

/** Lines between the answers of several commands in one capture. */
const SECTION = /^(?:borescope-|#)|^\d+ \(/;

/** Follows the tables of ps, top and lsof: names of users stand in columns, and nothing but the header says so. */
export class UserColumns {
  #column: number | null = null;
  #pidColumn = 0;
  #hasTasks = false;

  find(line: string, found: RedactedSpan[]): void {
    if (line.trim() === '' || SECTION.test(line)) {
      this.#column = null;
      return;
    }
    if (this.#isHeader(line) || this.#column === null) return;
    const pid = nthField(line, this.#pidColumn);
    if (pid === null || !/^\d+$/.test(line.slice(...pid))) return;
    const field = nthField(line, this.#column);
    if (field === null || (this.#hasTasks && /^\d+$/.test(line.slice(...field)))) return;
    const value = line.slice(...field);
    if (/^[\w.+$@\\\x80-\u{1a0}-]{2,64}$/u.test(value) && !isSystemUser(value)) found.push({ from: field[0], to: field[1], class: 'user' });
  }

  #isHeader(line: string): boolean {
    if (!/\bPID\b/.test(line)) return false;
    const words = line.trim().split(/[ \t]+/, 8);
    if (!words.includes('PID')) return false;
    this.#hasTasks = words.includes('TID') && words[0] === 'COMMAND';
    const column = words.findIndex((word) => TITLES.has(word));
    const isPlain = column >= 0 && words.slice(0, column).every((word) => BEFORE.has(word));
    this.#column = this.#hasTasks ? 2 : isPlain ? column : null;
    this.#pidColumn = words.indexOf('PID');
    return true;
  }
}

function nthField(line: string, n: number): [number, number] | null {
  const fields = /[^ \t]+/g;
  for (let i = 0; i < n; i++) if (fields.exec(line) === null) return null;
  const field = fields.exec(line);
  return field === null ? null : [field.index, field.index + field[0].length];
}
