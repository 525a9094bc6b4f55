import type { CaseView } from '../../../shared/host-api/views.ts';
import type { Host } from '../create-host.ts';

/** The view of a case once nothing of it is being read any more, as a door sees it after the last notice. */
export async function viewWhenRead(host: Host, caseId: string): Promise<CaseView> {
  for (;;) {
    const view = await host.call('cases.view', { caseId });
    if (view.loading.length === 0) return view;
  }
}
