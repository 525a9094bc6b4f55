import type { Language } from './message.ts';
import type { Unit } from './units.ts';
import { assertNever } from './assert-never.ts';

// Making a formatter costs about a hundred times what using it does, and a table makes thousands of cells.
const formatters = new Map<string, Intl.NumberFormat>();

function formatNumber(value: number, digits: number, language: Language): string {
  const key = `${language} ${digits}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat(language, { maximumFractionDigits: digits });
    formatters.set(key, formatter);
  }
  return formatter.format(value);
}

const BYTE_STEPS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** 1024-based with the short names engineers read: 4.2 MB. */
export function formatBytes(bytes: number, language: Language): string {
  let value = Math.abs(bytes);
  let step = 0;
  while (value >= 1024 && step < BYTE_STEPS.length - 1) {
    value /= 1024;
    step += 1;
  }
  const digits = step === 0 || value >= 100 ? 0 : 1;
  const sign = bytes < 0 ? '-' : '';
  return `${sign}${formatNumber(value, digits, language)} ${BYTE_STEPS[step]}`;
}

const DURATION_UNITS = {
  en: { s: ' s', min: ' min', h: ' h', d: ' d' },
  ko: { s: '초', min: '분', h: '시간', d: '일' },
} as const satisfies Record<Language, object>;

/** Milliseconds in the largest unit that keeps two or three digits: 350 ms, 8.1 s, 4 min 5 s, 2 h 3 min, 5 d 1 h. */
export function formatDuration(ms: number, language: Language): string {
  const number = (value: number, digits: number): string => formatNumber(value, digits, language);
  const unit = DURATION_UNITS[language];
  const seconds = ms / 1000;
  if (ms < 1000) return `${number(ms, ms < 10 ? 2 : 0)} ms`;
  if (seconds < 60) return `${number(seconds, 1)}${unit.s}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${unit.min} ${Math.floor(seconds % 60)}${unit.s}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours}${unit.h} ${minutes % 60}${unit.min}`;
  return `${number(Math.floor(hours / 24), 0)}${unit.d} ${hours % 24}${unit.h}`;
}

/** A number as a table cell shows it; the unit itself stands in the header except for bytes and durations. */
export function formatQuantity(value: number, unit: Unit, language: Language): string {
  switch (unit) {
    case 'bytes':
      return formatBytes(value, language);
    case 'milliseconds':
      return formatDuration(value, language);
    case 'percent':
      return `${formatNumber(value, 1, language)} %`;
    case 'id':
    case 'line':
      return String(value);
    case 'count':
    case 'none':
      return formatNumber(value, 2, language);
    default:
      return assertNever(unit);
  }
}
