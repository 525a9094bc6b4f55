import type { ReactNode } from 'react';
import type { HostErrorData } from '../../../shared/host-api/host-error.ts';
import { useHost } from '../../host/host-context.ts';
import { start } from '../../state/attempt.ts';
import { meetHost } from '../../state/follow-host.ts';
import { ErrorNotice } from './ErrorNotice.tsx';

/** All there is to see when the host cannot be asked anything. */
export function NoHost({ error }: { readonly error: HostErrorData }): ReactNode {
  const host = useHost();
  return (
    <main className="no-host">
      <ErrorNotice error={error} onRetry={() => start(() => meetHost(host))} />
    </main>
  );
}
