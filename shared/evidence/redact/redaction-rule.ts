/** What a token stands for; its first word, as in `<host-3>`. */
export type RedactedClass = 'password' | 'token' | 'key' | 'cookie' | 'email' | 'ip' | 'mac' | 'host' | 'user' | 'path' | 'query';

/** What may be left as it is by choice. Secrets are no choice. */
export const REDACT_CHOICES = ['hosts', 'ips', 'users', 'paths', 'queries'] as const;
export type RedactChoice = (typeof REDACT_CHOICES)[number];

/** What goes when nothing else is said: directories other than homes stay, since findings are read by them. */
export const USUAL_CHOICES: readonly RedactChoice[] = ['hosts', 'ips', 'users', 'queries'];

/** How far a value reaches behind what announces it. */
export type ValueReader = 'word' | 'header' | 'element';

/** Half-open range of a line's characters that is replaced as one. */
export interface RedactedSpan {
  readonly from: number;
  readonly to: number;
  readonly class: RedactedClass;
}

/** One way to know something that is not to leave. Texts are looked at byte by byte: a character above 0x7f is a part of some letter. */
export interface RedactionRule {
  readonly id: string;
  readonly class: RedactedClass;
  /** Null: always. */
  readonly choice: RedactChoice | null;
  /** Quick to look for: lines without it need not be looked at closer. */
  readonly needs: RegExp;
  /** Global. With `reader` it matches what stands before the value; else group 1 stands before it and group 2 is the value. Needs linear time on any line. */
  readonly pattern: RegExp;
  readonly reader?: ValueReader;
  /** True for values that give nothing away, e.g. `true`, `root`, `127.0.0.1`; `lead` is what stands before the value. */
  readonly keeps?: (value: string, lead: string) => boolean;
  /** The value is looked for everywhere else, too. */
  readonly isLearned?: boolean;
}
