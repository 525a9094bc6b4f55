import { describe, expect, it } from 'vitest';
import { rawTokens } from './raw-tokens.ts';

describe('colours of raw text', () => {
  it.each([
    ['"main" #1 prio=5 os_prio=0', ['header', 'note']],
    ['   java.lang.Thread.State: BLOCKED (on object monitor)', ['note', 'state-blocked']],
    ['\tat java.lang.Object.wait(java.base@17/Native Method)', ['note', 'frame']],
    ['\t- waiting to lock <0x000000070> (a java.lang.Object)', ['lock']],
    ['   1:         40000        960000  java.lang.String', ['']],
    ['"unclosed', ['header', 'note']],
    ['java.lang.Thread.State: toString', ['note', '']],
    ['', ['']],
  ])('[RAW-04] tells the parts of %j', (line, scopes) => {
    expect(rawTokens(line).map((stretch) => stretch.scopes)).toEqual(scopes);
  });
});
