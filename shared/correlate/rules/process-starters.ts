import { FrameSearch } from '../frame-search.ts';
import type { JoinedMoment } from './joined-case.ts';

/** Threads that start other programs or wait for them. */
const STARTS = new FrameSearch(/\bjava\.lang\.(?:ProcessBuilder\.start|Runtime\.exec|(?:ProcessImpl|UNIXProcess)\.(?:forkAndExec|start|waitFor|init)\w*)\(/, 20);

/** The latest dump with such threads; null where none shows any. */
export function processStarters(moments: readonly JoinedMoment[]): { readonly moment: JoinedMoment; readonly rows: readonly number[] } | null {
  const moment = moments.findLast(({ dump }) => STARTS.rows(dump.parsed.model).length > 0);
  return moment === undefined ? null : { moment, rows: STARTS.rows(moment.dump.parsed.model) };
}
