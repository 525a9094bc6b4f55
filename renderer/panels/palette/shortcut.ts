/** Written as people read it: `Ctrl+Shift+T`, `Alt+Left`, `?`. Ctrl is also Cmd. */
export type Shortcut = string;

interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const NAMED: Readonly<Record<string, string>> = { Left: 'ArrowLeft', Right: 'ArrowRight', Esc: 'Escape' };

/** Letters go by their place on the keyboard as well, so that shortcuts work while a Korean input method is on. */
export function matchesShortcut(shortcut: Shortcut, event: Pressed): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  const isLetter = /^[A-Z]$/.test(key);
  if (event.ctrlKey || event.metaKey ? !parts.includes('Ctrl') : parts.includes('Ctrl')) return false;
  if (event.altKey !== parts.includes('Alt')) return false;
  // A sign such as `?` brings its own Shift.
  if (/^[A-Z]/.test(key) && event.shiftKey !== parts.includes('Shift')) return false;
  if (isLetter) return event.code === `Key${key}` || event.key.toUpperCase() === key;
  return event.key === (Object.hasOwn(NAMED, key) ? NAMED[key] : key);
}
