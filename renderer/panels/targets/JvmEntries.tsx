import type { ReactNode } from 'react';
import { formatDuration } from '../../../shared/base/format-quantity.ts';
import type { JvmProcess } from '../../../shared/collect/target.ts';
import { processName } from '../../selectors/target-label.ts';
import { useWords } from '../../selectors/use-words.ts';
import { showDialog } from '../../state/session-store.ts';

function JvmEntry({ target, jvm }: { readonly target: string; readonly jvm: JvmProcess }): ReactNode {
  const words = useWords();
  const name = processName(jvm, words);
  const facts = [String(jvm.pid), jvm.user, jvm.uptimeMs === null ? null : formatDuration(jvm.uptimeMs, words.language)].filter((fact) => fact !== null);
  return (
    <li>
      <button
        type="button"
        className="jvm-entry"
        title={jvm.commandLine ?? jvm.mainClass ?? undefined}
        aria-label={words.t('home.capture-from', { name, pid: jvm.pid })}
        onClick={() => showDialog({ type: 'capture', preselect: [{ target, pid: jvm.pid }] })}
      >
        <span className="cut">{name}</span>
        <span className="cut muted">{facts.join(' · ')}</span>
      </button>
    </li>
  );
}

/** JVMs of one target; one opens the capture dialog. */
export function JvmEntries({ target, jvms }: { readonly target: string; readonly jvms: readonly JvmProcess[] }): ReactNode {
  return (
    <ul>
      {jvms.map((jvm) => (
        <JvmEntry key={jvm.pid} target={target} jvm={jvm} />
      ))}
    </ul>
  );
}
