import { z } from 'zod';

z.config({ jitless: true });

const text = z.object({ en: z.string().min(1).max(500), ko: z.string().min(1).max(500).optional() }).strict();
const pattern = z.string().min(1).max(1000);
const atLeast = z.number().int().min(1).default(1);

/** `url-patterns.json`: how names of threads say what they serve. Named groups: `url`, and where printed `method`, `user` and `start` (milliseconds since 1970). */
export const URL_PATTERNS_FILE = z.object({ patterns: z.array(z.object({ pattern }).strict()).max(100) }).strict();

/** `rules.json`. All conditions of a rule must hold, those about threads and sockets at one moment. */
export const RULES_FILE = z.object({
  rules: z.array(
    z.object({
      id: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/),
      severity: z.enum(['critical', 'warning', 'info']).default('info'),
      title: text,
      wrongIf: text.optional(),
      next: z.enum(['dump', 'sockets', 'open-files', 'thread-cpu', 'histogram', 'heap-info', 'processes']).default('dump'),
      /** `frame`: one of the topmost `within` frames; `request`: the path that the thread serves. */
      threads: z.object({ frame: pattern.optional(), within: z.number().int().min(1).max(1000).default(50), name: pattern.optional(), states: z.array(z.string()).min(1).optional(), request: pattern.optional(), atLeast }).strict().optional(),
      sockets: z.object({ state: z.string().optional(), local: pattern.optional(), remote: pattern.optional(), atLeast }).strict().optional(),
      files: z.object({ name: pattern, atLeast }).strict().optional(),
      classes: z.object({ name: pattern, instances: z.number().min(0).default(1) }).strict().optional(),
    }).strict().refine(({ threads, sockets, files, classes }) => threads !== undefined || sockets !== undefined || files !== undefined || classes !== undefined, { error: 'no condition' }),
  ).max(200),
}).strict();

export type OwnRule = z.output<typeof RULES_FILE>['rules'][number];
