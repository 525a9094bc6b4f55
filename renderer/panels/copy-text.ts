import { start } from '../state/attempt.ts';

export function copyText(text: string, onCopied: () => void = () => {}): void {
  start(async () => {
    await navigator.clipboard.writeText(text);
    onCopied();
  });
}
