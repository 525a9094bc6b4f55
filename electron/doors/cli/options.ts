import { InvalidArgumentError } from 'commander';
import path from 'node:path';
import { message, type Language } from '../../../shared/base/message.ts';
import { REDACT_CHOICES, USUAL_CHOICES, type RedactChoice } from '../../../shared/evidence/redact/redaction-rule.ts';
import type { ReportFormat } from '../../../shared/report/build-report.ts';
import { UsageError } from './usage-error.ts';

export const FORMATS: readonly ReportFormat[] = ['text', 'json', 'markdown', 'csv', 'html'];

const EXTENSIONS: Readonly<Record<string, ReportFormat>> = { '.txt': 'text', '.json': 'json', '.md': 'markdown', '.csv': 'csv', '.html': 'html', '.htm': 'html' };

/** `--lang` wherever it stands, else the locale's language. Needed before the command line is parsed: help is translated too. */
export function languageOf(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const given = argv[at]?.includes('=') ? argv[at]?.slice('--lang='.length) : argv[at + 1];
  if (at >= 0) return given === 'ko' ? 'ko' : 'en';
  return (env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '').startsWith('ko') ? 'ko' : 'en';
}

export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || !Number.isSafeInteger(value)) throw new InvalidArgumentError(`≥ ${least}`);
    return value;
  };
}

export function seconds(text: string): number {
  const value = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || value > 86_400) throw new InvalidArgumentError('0–86400');
  return value;
}

/** `-v` style lists: `--pid 1 --pid 2`. */
export function collectPid(text: string, earlier: readonly number[] = []): readonly number[] {
  return [...earlier, wholeNumber(1)(text)];
}

export interface OutputOptions {
  readonly format?: string;
  readonly out?: string;
}

export interface RedactOptions {
  readonly redact?: boolean;
  /** Also asks for redaction. */
  readonly redactWhat?: readonly RedactChoice[];
}

/** For the contract: undefined where nothing is to be redacted. */
export function redactionOf({ redact, redactWhat }: RedactOptions): RedactChoice[] | undefined {
  return redact === true || redactWhat !== undefined ? [...(redactWhat ?? USUAL_CHOICES)] : undefined;
}

/** `hosts,ips`; `secrets` alone: nothing but what always goes. */
export function redactChoices(text: string): readonly RedactChoice[] {
  const words = text.split(',').filter((word) => word !== '' && word !== 'secrets');
  const choices = REDACT_CHOICES.filter((choice) => words.includes(choice));
  if (choices.length !== new Set(words).size) throw new InvalidArgumentError(`secrets, ${REDACT_CHOICES.join(', ')}`);
  return choices;
}

/** What is asked for but is not there yet is refused by name, never ignored. */
export function formatOf({ format, out }: OutputOptions, allowed: readonly ReportFormat[] = FORMATS): ReportFormat {
  const wanted = format ?? (out === undefined ? undefined : EXTENSIONS[path.extname(out).toLowerCase()]) ?? 'text';
  if (wanted === 'xlsx' || (format === undefined && out?.toLowerCase().endsWith('.xlsx'))) throw new UsageError(message('cli.not-yet', { what: '--format xlsx' }));
  const found = allowed.find((one) => one === wanted);
  if (found === undefined) throw new UsageError(message('cli.bad-format', { format: wanted, allowed: allowed.join(', ') }));
  return found;
}
