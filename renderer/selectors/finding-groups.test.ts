import { describe, expect, it } from 'vitest';
import type { Finding } from '../../shared/artifacts/finding.ts';
import type { ArtifactId, CaptureId } from '../../shared/base/ids.ts';
import type { ArtifactSummary } from '../../shared/engine/engine.ts';
import { groupFindings } from './finding-groups.ts';

const artifact = (id: string): ArtifactSummary => ({ id: id as ArtifactId, capture: id as CaptureId, kind: 'thread-dump', capturedAt: null, tool: null, span: { first: 1, last: 9 }, unparsedLines: 0, diagnostics: [], keyFigures: [], tables: [], trees: [] });
const contended = (id: string, waiters: number, lock: string, owner = 'exec-1'): Finding => ({
  rule: 'contended',
  severity: 'warning',
  certainty: 'computed',
  title: { key: 'td.contended', params: { waiters, lock, owner } },
  details: [],
  evidence: [{ artifact: id as ArtifactId, line: waiters }],
  weight: 1,
});
const ARTIFACTS = ['a1', 'a2', 'a3'].map(artifact);

describe('finding groups', () => {
  it('[GROUP-01] folds one claim about several captures into one, in the latest words, with all the evidence', () => {
    const groups = groupFindings([contended('a3', 14, 'Ledger 0x1'), contended('a1', 12, 'Ledger 0x2')], ARTIFACTS);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.finding.title.params['waiters']).toBe(14);
    expect(groups[0]?.finding.evidence.map(({ artifact: id }) => id)).toEqual(['a3', 'a1']);
    expect(groups[0]?.holdsIn).toEqual({ captures: 2, of: 3 });
  });

  it('[GROUP-02] keeps claims with other names apart', () => {
    expect(groupFindings([contended('a1', 3, 'Ledger 0x1'), contended('a1', 3, 'Ledger 0x1', 'exec-2')], ARTIFACTS)).toHaveLength(2);
  });

  it('[GROUP-03] leaves a claim about a whole series alone', () => {
    const series: Finding = { ...contended('a1', 3, 'Ledger'), evidence: [{ artifact: 'a1' as ArtifactId, line: 1 }, { artifact: 'a2' as ArtifactId, line: 1 }] };
    expect(groupFindings([series, series], ARTIFACTS).map(({ holdsIn }) => holdsIn)).toEqual([null, null]);
  });
});
