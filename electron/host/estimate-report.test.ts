import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestHost } from './testing/open-test-host.ts';
import { everythingIn, WORKBENCH_TEMPLATE } from './testing/report-text.ts';
import { viewWhenRead } from './testing/view-when-read.ts';
import { hostErrorOf } from './testing/host-error-of.ts';

describe('size of a report', () => {
  it('[WB-09] is estimated within a third for every format and choice, before the report is made', async () => {
    const host = await openTestHost({ workbenchTemplate: WORKBENCH_TEMPLATE });
    const { id: caseId } = await host.call('cases.openSample', {});
    const { captures } = await viewWhenRead(host, caseId);
    for (const format of ['html', 'markdown', 'csv', 'xlsx', 'workbench'] as const) {
      for (const rows of [undefined, 0, 10]) {
        for (const chosen of [undefined, captures.slice(0, 2).map(({ id }) => id)]) {
          const wish = { caseId, format, language: 'en', captures: chosen, ...(rows === undefined ? {} : { rows }) } as const;
          const { bytes } = await host.call('report.estimate', wish);
          const real = (await host.call('report.ofCase', wish)).bytes.length;
          expect((bytes ?? 0) / real, `${format} ${rows} ${chosen?.length ?? 'all'}`).toBeGreaterThan(2 / 3);
          expect((bytes ?? 0) / real, `${format} ${rows} ${chosen?.length ?? 'all'}`).toBeLessThan(3 / 2);
        }
      }
    }
    expect(await host.call('report.estimate', { caseId, format: 'json', language: 'en' })).toEqual({ bytes: null });
  }, 60_000);

  it('[RP-12] follows the choice of tables, as the report does', async () => {
    const host = await openTestHost({ workbenchTemplate: WORKBENCH_TEMPLATE });
    const { id: caseId } = await host.call('cases.openSample', {});
    await viewWhenRead(host, caseId);
    for (const format of ['html', 'markdown', 'csv', 'xlsx'] as const) {
      const made = async (tables?: string[]): Promise<{ readonly said: number; readonly real: number; readonly text: string }> => {
        const wish = { caseId, format, language: 'en', ...(tables === undefined ? {} : { tables }) } as const;
        const { bytes } = await host.call('report.ofCase', wish);
        return { said: (await host.call('report.estimate', wish)).bytes ?? 0, real: bytes.length, text: await everythingIn(bytes) };
      };
      const [all, locks, none] = [await made(), await made(['thread-dump/locks', 'heap-histogram/classes-diff']), await made([])];
      expect([all.real > locks.real, locks.real > none.real], format).toEqual([true, true]);
      for (const { said, real } of [all, locks, none]) expect(Math.abs(said / real - 1), format).toBeLessThan(1 / 3);
      expect(['Stacks, thread-dump 1', 'Locks, thread-dump 1', 'Class changes, 3 captures'].map((title) => [all, locks, none].map(({ text }) => text.includes(title))), format).toEqual([[true, false, false], [true, true, false], [true, true, false]]);
      // Findings and key figures stay.
      expect(none.text, format).toContain('2 threads wait for each other in a deadlock');
    }
    expect((await hostErrorOf(host.call('report.estimate', { caseId, format: 'html', language: 'en', tables: ['thread-dump/nonsense'] }))).code).toBe('bad-input');
  }, 60_000);

  it('[WB-09] knows only captures of the case', async () => {
    const host = await openTestHost({ workbenchTemplate: path.join(WORKBENCH_TEMPLATE, 'none') });
    const { id: caseId } = await host.call('cases.openSample', {});
    expect((await hostErrorOf(host.call('report.estimate', { caseId, format: 'html', language: 'en', captures: ['x'] }))).message.key).toBe('error.capture-missing');
  });
});
