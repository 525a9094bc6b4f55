import { InvalidArgumentError } from 'commander';
import path from 'node:path';
import { message, type Language } from '../../../shared/base/message.ts';
import { REDACT_CHOICES, USUAL_CHOICES, type RedactChoice } from '../../../shared/evidence/redact/redaction-rule.ts';
import type { ReportFormat, TextFormat } from '../../../shared/report/build-report.ts';
import { TABLE_NAMES } from '../../../shared/report/table-names.ts';
import type { CliIo } from './cli-io.ts';
import { UsageError } from './usage-error.ts';

export const TEXT_FORMATS: readonly TextFormat[] = ['text', 'json', 'markdown', 'csv', 'html'];
export const DIFF_FORMATS: readonly Exclude<ReportFormat, 'workbench'>[] = [...TEXT_FORMATS, 'xlsx'];
export const REPORT_FORMATS: readonly ReportFormat[] = [...DIFF_FORMATS, 'workbench'];

const EXTENSIONS: Readonly<Record<string, ReportFormat>> = { '.txt': 'text', '.json': 'json', '.md': 'markdown', '.csv': 'csv', '.html': 'html', '.htm': 'html', '.xlsx': 'xlsx' };

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
  /** False with --no-redact. */
  readonly redact?: boolean;
  /** Also asks for redaction. */
  readonly redactWhat?: readonly RedactChoice[];
}

/** For the contract: undefined where nothing is to be redacted. A workbench holds the evidence itself and is redacted unless told not to. */
export function redactionOf({ redact, redactWhat }: RedactOptions, format?: ReportFormat): RedactChoice[] | undefined {
  return (redact ?? (redactWhat !== undefined || format === 'workbench')) ? [...(redactWhat ?? USUAL_CHOICES)] : undefined;
}

/** `hosts,ips`; `secrets` alone: nothing but what always goes. */
export function redactChoices(text: string): readonly RedactChoice[] {
  const words = text.split(',').filter((word) => word !== '' && word !== 'secrets');
  const choices = REDACT_CHOICES.filter((choice) => words.includes(choice));
  if (choices.length !== new Set(words).size) throw new InvalidArgumentError(`secrets, ${REDACT_CHOICES.join(', ')}`);
  return choices;
}

/** `urgent, checkout`; `none` for an empty list. */
export function wordList(text: string): readonly string[] {
  return text === 'none' ? [] : text.split(',').map((word) => word.trim()).filter((word) => word !== '');
}

/** `thread-dump,sockets/services`: kinds stand for all their tables; `none` for no table. */
export function tableChoices(text: string): readonly string[] {
  return text.split(',').filter((word) => word !== '' && word !== 'none').flatMap((word) => {
    const meant = TABLE_NAMES.filter((name) => name === word || name.startsWith(`${word}/`));
    if (meant.length === 0) throw new InvalidArgumentError(`none, ${TABLE_NAMES.join(', ')}`);
    return meant;
  });
}

/** For the contract. Formats that always hold every table refuse a choice instead of ignoring it. */
export function tablesOf({ tables }: { readonly tables?: readonly string[] }, format: ReportFormat): string[] | undefined {
  if (tables === undefined) return undefined;
  if (format === 'json' || format === 'workbench') throw new UsageError(message('cli.tables-format', { format }));
  return [...tables];
}

/** Formats that are no text for a terminal. */
const FOR_FILES: ReadonlySet<ReportFormat> = new Set(['xlsx', 'workbench']);

/** A zip, or a page of megabytes, is for a file or a pipe. */
export function refuseOnTerminal(io: CliIo, format: ReportFormat, out: string | undefined): void {
  if (FOR_FILES.has(format) && (out === undefined || out === '-') && io.stdout.isTTY === true) throw new UsageError(message('cli.needs-file', { format }));
}

/** The format asked for, or that of the file's name. One that the command does not have is refused by name, never ignored. */
export function formatOf<Format extends ReportFormat>({ format, out }: OutputOptions, allowed: readonly Format[]): Format {
  const wanted = format ?? (out === undefined ? undefined : EXTENSIONS[path.extname(out).toLowerCase()]) ?? 'text';
  const found = allowed.find((one) => one === wanted);
  if (found === undefined) throw new UsageError(message('cli.bad-format', { format: wanted, allowed: allowed.join(', ') }));
  return found;
}
