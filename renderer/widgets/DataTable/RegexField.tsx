import { useId, type ReactNode } from 'react';
import { message } from '../../../shared/base/message.ts';
import { regexFault } from '../../../shared/engine/text-matcher.ts';
import type { Words } from './cell-text.ts';

interface RegexFieldProps {
  readonly pattern: string;
  readonly setPattern: (pattern: string) => void;
  readonly words: Words;
}

/** A box for a regular expression; what is wrong with it is said while one types. */
export function RegexField({ pattern, setPattern, words: { translate } }: RegexFieldProps): ReactNode {
  const id = useId();
  const fault = pattern === '' ? null : regexFault(pattern);
  return (
    <div className="regex-field">
      <label htmlFor={id}>{translate(message('table.regex'))}</label>
      <input id={id} className="cell-code" value={pattern} spellCheck={false} placeholder={translate(message('table.regex.hint'))} aria-invalid={fault !== null} aria-describedby={`${id}-said`} onChange={(event) => setPattern(event.target.value)} />
      <p id={`${id}-said`} className={fault === null ? 'visually-hidden' : 'regex-fault'} role="status">
        {fault === null ? null : translate(fault)}
      </p>
    </div>
  );
}
