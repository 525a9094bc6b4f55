import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';

const css = readFileSync(new URL('../../renderer/theme/tokens.css', import.meta.url), 'utf8');

type Theme = 'light' | 'dark';

function roles(block: string): Map<string, Record<Theme, string>> {
  const found = new Map<string, Record<Theme, string>>();
  for (const [, name, light, dark] of block.matchAll(/(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)) {
    if (name !== undefined && light !== undefined && dark !== undefined) found.set(name, { light, dark });
  }
  return found;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const [normal = '', more = ''] = css.split('@media (prefers-contrast: more)');
const base = roles(normal);
const highContrast = new Map([...base, ...roles(more)]);
const TEXTS = ['--text', '--text-muted', '--critical', '--warning', '--info', '--ok', '--muted', '--code-lock', ...[...base.keys()].filter((name) => name.startsWith('--state-'))];
const GROUNDS = ['--surface', '--surface-raised', '--surface-sunken', '--hover', '--selection'];

describe.each([
  ['normal', base],
  ['high contrast', highContrast],
] as const)('tokens, %s', (_name, tokens) => {
  const hex = (role: string, theme: Theme): string => tokens.get(role)?.[theme] ?? '';

  it('[LOOK-CONTRAST] the roles are found in tokens.css', () => {
    expect(base.size).toBeGreaterThan(30);
    expect(more).not.toBe('');
  });

  it.each(['light', 'dark'] as const)('[LOOK-CONTRAST] every text role reads at 4.5:1 on every ground, %s', (theme) => {
    const poor = TEXTS.flatMap((text) => GROUNDS.map((ground) => ({ text, ground, ratio: contrast(hex(text, theme), hex(ground, theme)) }))).filter((pair) => pair.ratio < 4.5);
    expect(poor).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('[LOOK-CONTRAST] severities read on their own soft grounds and the accent carries its text, %s', (theme) => {
    for (const role of ['--critical', '--warning', '--info', '--ok', '--muted']) expect(contrast(hex(role, theme), hex(`${role}-bg`, theme)), role).toBeGreaterThanOrEqual(4.5);
    expect(contrast(hex('--accent', theme), hex('--accent-text', theme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(hex('--text', theme), hex('--match', theme))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(hex('--border-strong', theme), hex('--surface', theme))).toBeGreaterThanOrEqual(3);
  });
});
