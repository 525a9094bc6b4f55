import { message } from '../../../../shared/base/message.ts';
import { collapsedStacks } from '../../../../shared/report/collapsed-stacks.ts';
import { renderJson } from '../../../../shared/report/json.ts';
import { speedscopeFile } from '../../../../shared/report/speedscope.ts';
import { VERSION } from '../../../host/version.ts';
import { tell, type CliContext } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { withProgress } from '../progress.ts';
import { tellEach } from '../tell-each.ts';
import { withPathsGiven } from '../spool-stdin.ts';
import { writeResult } from '../write-result.ts';

export interface FlameOptions {
  readonly format: 'collapsed' | 'speedscope';
  readonly out?: string;
  readonly pool?: string;
  readonly thread?: string;
  readonly busy?: boolean;
  readonly byRequest?: boolean;
  /** False with --no-repair. */
  readonly repair?: boolean;
}

/** Merged stacks of all thread dumps in the paths, for flame graph tools. */
export async function flame(context: CliContext, given: readonly string[], options: FlameOptions): Promise<ExitCode> {
  const host = await context.host();
  const question = { pool: options.pool ?? null, thread: options.thread ?? null, busyOnly: options.busy === true, byRequest: options.byRequest === true, maxNodes: 0 };
  const { tree, problems } = await withPathsGiven(context, given, ({ paths, called }) =>
    withProgress(
      context.io,
      context.translate(message('cli.reading', { count: paths.length })),
      host.call('analysis.callsOfPaths', { paths: [...paths], kind: null, repair: options.repair, called: { ...called }, language: context.language, question }),
    ),
  );
  await tellEach(context, problems);
  if (tree === null || tree.samples === 0) {
    await tell(context, message('cli.flame.nothing'));
    return EXIT.inputUnreadable;
  }
  const say = (key: string, params: Readonly<Record<string, string | number>> = {}): string => context.translate(message(key, params));
  const names = { file: given.join(' '), samples: say('cli.flame.samples', { count: tree.samples }), estimate: say('cli.flame.estimate', { intervalMs: tree.intervalMs ?? 0 }) };
  const data = options.format === 'collapsed' ? collapsedStacks(tree) : renderJson(speedscopeFile(tree, names, `borescope@${VERSION}`));
  await writeResult(context, options.out, data);
  return problems.length > 0 ? EXIT.inputUnreadable : EXIT.done;
}
