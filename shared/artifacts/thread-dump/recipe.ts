import { message } from '../../base/message.ts';
import { attachAlternatives } from '../../collect/attach.ts';
import type { Recipe } from '../../collect/recipe.ts';

const END_MARKER = /JNI global ref/;
const effect = message('threadDump.recipe.effect');
const worstCase = message('threadDump.recipe.worstCase');

/** jcmd, else jstack, else the same question by a tool of the target's own or by the jcmd of the computer that a container runs on, else SIGQUIT, which every HotSpot JVM answers on its own standard output. */
export const RECIPE: Recipe = {
  kind: 'thread-dump',
  alternatives: [
    {
      id: 'jcmd', needs: ['jcmd'], impact: 'medium', effect, worstCase, timeoutMs: 30_000, endMarker: END_MARKER,
      obtain: { by: 'command', argv: ({ pid }) => ['jcmd', String(pid), 'Thread.print', '-l'] },
    },
    {
      id: 'jstack', needs: ['jstack'], impact: 'medium', effect, worstCase, timeoutMs: 30_000, endMarker: END_MARKER,
      obtain: { by: 'command', argv: ({ pid }) => ['jstack', '-l', String(pid)] },
    },
    ...attachAlternatives({ id: 'attach', impact: 'medium', effect, worstCase, timeoutMs: 30_000, endMarker: END_MARKER }, ['threaddump', '-l']),
    {
      id: 'node-jcmd', needs: ['node-jcmd'], attaches: true, impact: 'medium', effect, worstCase, timeoutMs: 30_000, endMarker: END_MARKER,
      obtain: { by: 'command', argv: ({ pid }) => ['node-jcmd', String(pid), 'Thread.print', '-l'] },
    },
    {
      id: 'sigquit', needs: [], impact: 'medium', effect: message('threadDump.recipe.sigquitEffect'), worstCase: message('threadDump.recipe.sigquitWorstCase'),
      timeoutMs: 15_000, endMarker: END_MARKER, obtain: { by: 'sigquit' },
    },
  ],
};
