import type { ReactNode } from 'react';

export type IconName = 'home' | 'case' | 'search' | 'settings' | 'left' | 'right' | 'close' | 'plus' | 'refresh' | 'chevron' | 'panel-left' | 'panel-right' | 'capture' | 'theme' | 'star';

// 16 px grid, strokes of 1.4 px.
const PATHS: Readonly<Record<IconName, string>> = {
  home: 'M2.5 7.5 8 3l5.5 4.5M4 6.5V13h8V6.5M6.5 13V9.5h3V13',
  case: 'M2.5 4h11v9h-11zM2.5 7h11M5.5 9.5h5',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.2 3.2',
  settings: 'M2.5 5h5M10.5 5h3M2.5 11h3M8.5 11h5M9 3.5v3M7 9.5v3',
  left: 'M9.5 3.5 5 8l4.5 4.5',
  right: 'M6.5 3.5 11 8l-4.5 4.5',
  close: 'M4 4l8 8M12 4l-8 8',
  plus: 'M8 3v10M3 8h10',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.5M13 2.5v2.7h-2.7',
  chevron: 'M4.5 6.5 8 10l3.5-3.5',
  'panel-left': 'M2.5 3.5h11v9h-11zM6.5 3.5v9',
  'panel-right': 'M2.5 3.5h11v9h-11zM9.5 3.5v9',
  capture: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 6.3a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z',
  star: 'M8 2.3l1.7 3.6 3.9.5-2.9 2.7.8 3.9L8 11.1 4.5 13l.8-3.9L2.4 6.4l3.9-.5z',
  theme: 'M8 2.5a5.5 5.5 0 1 1 0 11zM8 2.5a5.5 5.5 0 1 0 0 11',
};

/** Always beside a word or inside something with a name; says nothing by itself. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth={1.4} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
