import type { Prompt, PromptAnswer } from '../../../../shared/host-api/views.ts';

/** Words of ssh that ask for something, and what a person is asked instead. */
export function promptFor(question: string, hint: string, attempt: number): Prompt {
  const hostKey = /The authenticity of host '(?<host>[^' ]+)(?: \([^)]*\))?' can't be established\.\s+(?<type>\S+) key fingerprint is (?<print>SHA256:\S+?)\.?\s/.exec(question)?.groups;
  if (hostKey) {
    const named = /^\[(?<host>.*)\]:(?<port>\d+)$/.exec(hostKey['host'] ?? '')?.groups;
    return { type: 'host-key', host: named?.['host'] ?? hostKey['host'] ?? '', port: Number(named?.['port'] ?? 22), keyType: hostKey['type'] ?? '', fingerprint: hostKey['print'] ?? '' };
  }
  const passphrase = /^Enter passphrase for (?:key )?'?(?<key>[^']*?)'?:\s*$/.exec(question)?.groups;
  if (passphrase) return { type: 'secret', purpose: 'passphrase', for: passphrase['key'] ?? '', attempt };
  const password = /^\(?(?<who>\S+@\S+?)\)?(?:'s| ) ?[Pp]assword:\s*$/.exec(question)?.groups;
  if (password) return { type: 'secret', purpose: 'password', for: password['who'] ?? '', attempt };
  return { type: 'keyboard-interactive', for: 'ssh', instruction: '', questions: [{ text: question, echo: hint === 'confirm' }] };
}

/** What ssh reads; null refuses. */
export function answerText(answer: PromptAnswer): string | null {
  switch (answer.type) {
    case 'refused':
      return null;
    case 'yes':
      return 'yes';
    case 'secret':
      return answer.value;
    case 'answers':
      return answer.values[0] ?? null;
    default:
      return answer satisfies never;
  }
}
