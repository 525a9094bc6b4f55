const LONGEST_SHOWN = 80;

/** What a finding calls a process: without the program's path, and long command lines cut in their middle, because the main class of a JVM stands near the end. */
export function shownCommand(command: string | null): string {
  const whole = command ?? '';
  const path = /^\/\S*\//.exec(whole)?.[0] ?? '';
  const text = whole.slice(path.length);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN / 2)} … ${text.slice(-LONGEST_SHOWN / 2)}` : text;
}
