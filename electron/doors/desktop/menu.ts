import type { MenuItemConstructorOptions } from 'electron';
import { message, type Language } from '../../../shared/base/message.ts';
import { createTranslator } from '../../../shared/base/translate.ts';
import { DESKTOP_MESSAGES } from './messages.ts';

type Role = NonNullable<MenuItemConstructorOptions['role']>;
type Entry = readonly [key: string, role: Role] | 'separator';

const FILE: readonly Entry[] = [['menu.close', 'close'], ['menu.quit', 'quit']];
const EDIT: readonly Entry[] = [['menu.undo', 'undo'], ['menu.redo', 'redo'], 'separator', ['menu.cut', 'cut'], ['menu.copy', 'copy'], ['menu.paste', 'paste'], ['menu.select-all', 'selectAll']];
const VIEW: readonly Entry[] = [['menu.zoom-in', 'zoomIn'], ['menu.zoom-out', 'zoomOut'], ['menu.zoom-reset', 'resetZoom'], 'separator', ['menu.full-screen', 'togglefullscreen']];
const DEVELOPER: readonly Entry[] = ['separator', ['menu.reload', 'reload'], ['menu.developer-tools', 'toggleDevTools']];
const WINDOW: readonly Entry[] = [['menu.minimize', 'minimize']];

/** The native menu: system roles only. Commands of the workbench live in its own palette, the same in every door. */
export function menuTemplate(options: { readonly language: Language; readonly mac: boolean; readonly packaged: boolean }): MenuItemConstructorOptions[] {
  const translate = createTranslator(options.language, [DESKTOP_MESSAGES]);
  const section = (key: string, entries: readonly Entry[]): MenuItemConstructorOptions => ({
    label: translate(message(key)),
    submenu: entries.map((entry): MenuItemConstructorOptions => (entry === 'separator' ? { type: 'separator' } : { label: translate(message(entry[0])), role: entry[1] })),
  });
  return [
    ...(options.mac ? [{ role: 'appMenu' } as const] : []),
    section('menu.file', FILE),
    section('menu.edit', EDIT),
    section('menu.view', options.packaged ? VIEW : [...VIEW, ...DEVELOPER]),
    section('menu.window', WINDOW),
  ];
}

/** The system's language where the workbench has it. */
export function menuLanguage(locale: string): Language {
  return locale.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}
