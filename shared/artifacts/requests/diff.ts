import { numberAt, textAt } from '../../base/column-table-builder.ts';
import { diffBy } from '../../base/diff-by.ts';
import type { JsonObject } from '../../base/json.ts';
import type { NonEmpty } from '../../base/non-empty.ts';
import type { SeriesDiff } from '../artifact-kind.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import type { RequestListing } from './model.ts';

interface InFlight {
  readonly key: string;
  readonly thread: string | null;
  readonly url: string | null;
  readonly durationMs: number | null;
  readonly line: number;
}

/** First against last capture: requests in flight by thread and URL. One that is there in both has been served all the while. RQ-10 */
export function diffRequests(listings: NonEmpty<LoadedArtifact<RequestListing>>): SeriesDiff {
  const before = inFlight(listings[0].parsed.model);
  const after = inFlight((listings.at(-1) ?? listings[0]).parsed.model);
  const { added, removed, changed } = diffBy(before, after, ({ key }) => key, (a, b) => a.durationMs === b.durationMs);
  return {
    added: added.map((request) => ({ key: request.key, after: factsOf(request) })),
    removed: removed.map((request) => ({ key: request.key, before: factsOf(request) })),
    changed: changed.map(([first, last]) => ({ key: last.key, before: factsOf(first), after: factsOf(last), delta: { durationMs: first.durationMs === null || last.durationMs === null ? null : last.durationMs - first.durationMs } })),
  };
}

function inFlight({ table }: RequestListing): readonly InFlight[] {
  return Array.from({ length: table.rowCount }, (_, row) => row)
    .filter((row) => textAt(table.columns.progress, row) === 'in-flight')
    .map((row) => {
      const thread = textAt(table.columns.thread, row);
      const url = textAt(table.columns.url, row);
      return { key: `${thread ?? ''} ${url ?? ''}`.trim(), thread, url, durationMs: numberAt(table.columns.durationMs, row), line: table.firstLine[row] ?? 0 };
    });
}

function factsOf({ thread, url, durationMs, line }: InFlight): JsonObject {
  return { thread, url, durationMs, line };
}
