import { describe, expect, it } from 'vitest';
import { originalRuns, tokenRuns } from './replaced-runs.ts';

const marked = (runs: readonly { readonly text: string; readonly isReplaced: boolean }[]): string => runs.map(({ text, isReplaced }) => (isReplaced ? `[${text}]` : text)).join('');

describe('replaced runs', () => {
  it('[REPORT-01] marks tokens and what they stand for', () => {
    const before = 'java -Dpassword=s3cret -Dhost=db-7.example.com run';
    const after = 'java -Dpassword=<password-1> -Dhost=<host-3> run';
    expect(marked(tokenRuns(after))).toBe('java -Dpassword=[<password-1>] -Dhost=[<host-3>] run');
    expect(marked(originalRuns(before, after))).toBe('java -Dpassword=[s3cret] -Dhost=[db-7.example.com] run');
  });

  it('[REPORT-01] keeps the whole line where it ends or begins with a secret, or where its end was cut', () => {
    expect(marked(originalRuns('token=abc', 'token=<token-1>'))).toBe('token=[abc]');
    expect(marked(originalRuns('10.0.0.1 up', '<ip-1> up'))).toBe('[10.0.0.1] up');
    expect(originalRuns('a=secret and more that is c…', 'a=<key-1> and more that is cut later…').map(({ text }) => text).join('')).toBe('a=secret and more that is c…');
  });
});
