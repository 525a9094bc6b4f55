import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestHost } from './testing/open-test-host.ts';
import { WORKBENCH_TEMPLATE } from './testing/report-text.ts';
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

  it('[WB-09] knows only captures of the case', async () => {
    const host = await openTestHost({ workbenchTemplate: path.join(WORKBENCH_TEMPLATE, 'none') });
    const { id: caseId } = await host.call('cases.openSample', {});
    expect((await hostErrorOf(host.call('report.estimate', { caseId, format: 'html', language: 'en', captures: ['x'] }))).message.key).toBe('error.capture-missing');
  });
});
