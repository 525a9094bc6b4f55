import { describe, expect, it } from 'vitest';
import { matchesShortcut } from './shortcut.ts';

const press = (key: string, code: string, mods: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...mods });

describe('shortcuts', () => {
  it('[KEYS-01] needs exactly the named modifiers', () => {
    expect(matchesShortcut('Ctrl+K', press('k', 'KeyK', { ctrlKey: true }))).toBe(true);
    expect(matchesShortcut('Ctrl+K', press('K', 'KeyK', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(matchesShortcut('Ctrl+K', press('k', 'KeyK'))).toBe(false);
    expect(matchesShortcut('Alt+Left', press('ArrowLeft', 'ArrowLeft', { altKey: true }))).toBe(true);
  });

  it('[KEYS-02] takes Cmd for Ctrl', () => {
    expect(matchesShortcut('Ctrl+K', press('k', 'KeyK', { metaKey: true }))).toBe(true);
  });

  it('[KEYS-03] works while a Korean input method is on', () => {
    expect(matchesShortcut('Ctrl+K', press('ㅏ', 'KeyK', { ctrlKey: true }))).toBe(true);
  });

  it('[KEYS-04] takes a sign as typed, whatever it takes to type it', () => {
    expect(matchesShortcut('?', press('?', 'Slash', { shiftKey: true }))).toBe(true);
    expect(matchesShortcut('?', press('/', 'Slash'))).toBe(false);
  });
});
