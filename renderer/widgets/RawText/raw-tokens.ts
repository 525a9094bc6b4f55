/** What a stretch of a raw line is; the theme gives each its colour. */
export type RawToken = 'header' | 'state-runnable' | 'state-blocked' | 'state-waiting' | 'state-timed-waiting' | 'frame' | 'lock' | 'note' | '';

export interface RawStretch {
  /** 0-based character where it starts; it reaches to the next one. */
  readonly startIndex: number;
  readonly scopes: RawToken;
}

const STATE = /^(\s*java\.lang\.Thread\.State:\s*)(\w+)/;
const STATES: Readonly<Record<string, RawToken>> = { RUNNABLE: 'state-runnable', BLOCKED: 'state-blocked', WAITING: 'state-waiting', TIMED_WAITING: 'state-timed-waiting' };

/** Colours one line by its beginning alone: no state is carried from line to line, so a text may be entered anywhere. */
export function rawTokens(line: string): readonly RawStretch[] {
  const state = STATE.exec(line);
  if (state !== null) {
    const [, before = '', word = ''] = state;
    const scopes = Object.hasOwn(STATES, word) ? (STATES[word] ?? '') : '';
    return [{ startIndex: 0, scopes: 'note' }, { startIndex: before.length, scopes }];
  }
  if (line.startsWith('"')) {
    const end = line.indexOf('"', 1);
    return [{ startIndex: 0, scopes: 'header' }, { startIndex: end < 0 ? line.length : end + 1, scopes: 'note' }];
  }
  if (/^\s+- /.test(line)) return [{ startIndex: 0, scopes: 'lock' }];
  if (/^\s+at /.test(line)) return [{ startIndex: 0, scopes: 'note' }, { startIndex: line.indexOf('at ') + 3, scopes: 'frame' }];
  return [{ startIndex: 0, scopes: '' }];
}
