import type { ArtifactId, CaptureId } from '../../base/ids.ts';
import { catalogue, message } from '../../base/message.ts';
import type { RawCapture } from '../../evidence/raw-capture.ts';
import type { ReportInput } from '../report-input.ts';

const MESSAGES = catalogue({
  en: { 'demo.finding': '{{count}} threads wait for a monitor owned by {{owner}}.', 'demo.threads': 'Threads', 'demo.name': 'Name', 'demo.cpu': 'CPU', 'demo.delta': 'Growth', 'demo.unknown': 'unknown line' },
  ko: { 'demo.finding': '스레드 {{count}}개가 {{owner}}이(가) 소유한 monitor를 기다립니다.', 'demo.threads': '스레드', 'demo.name': '이름', 'demo.cpu': 'CPU', 'demo.delta': '증가', 'demo.unknown': '알 수 없는 줄' },
});

const capture = 'c1' as CaptureId;
const artifact = 'c1.1' as ArtifactId;

const RAW: RawCapture = {
  formatVersion: 1, id: capture, kind: 'thread-dump', name: 'thread-dump round 1', transport: 'local', target: 'local:', pid: 4242, alternative: 'jcmd',
  argv: ['jcmd', '4242', 'Thread.print', '-l'], startedAt: '2026-11-20T11:40:02Z', endedAt: '2026-11-20T11:40:03Z', exitStatus: null, endMarkerSeen: false,
  completeness: { status: 'partial', reason: 'link-cut', detail: 'cut after 812 bytes' }, series: 's1', round: 1,
  stdout: { bytes: 812, sha256: 'ab'.repeat(32) }, stderr: { bytes: 0, sha256: 'cd'.repeat(32) }, derivedFrom: null,
};

/** A report whose evidence texts (thread name, raw line, notes) are `hostile`. */
export function reportFixture(hostile: string): ReportInput {
  return {
    caseName: 'Checkout stalls',
    toolVersion: '0.1.0',
    generatedAt: '2026-11-20T12:00:00Z',
    notes: hostile,
    sources: [
      { kind: 'capture', capture: RAW, reading: { capture, bytes: 812, lines: 20, encoding: 'utf-8', unrecognised: null, repairs: [], isRepaired: true } },
      { kind: 'unreadable', path: 'gone.txt', because: 'ENOENT' },
    ],
    artifacts: [
      {
        id: artifact, capture, kind: 'demo', capturedAt: '2026-11-20T11:40:02', tool: 'jcmd Thread.print -l', span: { first: 1, last: 20 }, unparsedLines: 1,
        diagnostics: [{ code: 'TD-UNKNOWN-LINE', severity: 'warning', span: { first: 7, last: 7 }, message: message('demo.unknown') }],
        keyFigures: [{ id: 'threads', label: 'demo.threads', value: 85, unit: 'count' }],
      },
    ],
    findings: [
      {
        finding: {
          rule: 'contended-monitor', severity: 'critical', certainty: 'computed', title: message('demo.finding', { count: 14, owner: hostile }), details: [message('demo.finding', { count: 2, owner: hostile })],
          evidence: [{ artifact, line: 5 }, { artifact, line: 9 }], weight: 14,
        },
        excerpts: [{ artifact, line: 5, from: 4, lines: ['before', hostile, 'after'] }],
      },
    ],
    tables: [
      {
        artifacts: [artifact],
        shape: {
          title: 'demo.threads', rowCount: 40,
          columns: [
            { id: 'name', header: 'demo.name', type: 'text', unit: 'none', look: 'code', width: 200 },
            { id: 'cpu', header: 'demo.cpu', type: 'number', unit: 'milliseconds', look: 'plain', width: 80 },
            { id: 'delta', header: 'demo.delta', type: 'number', unit: 'bytes', look: 'delta', width: 80, hiddenAtFirst: true },
          ],
        },
        rows: [{ cells: [hostile, 1500, -2048], span: { first: 5, last: 6 } }, { cells: ['worker-2', null, 4096], span: null }],
      },
    ],
    trends: [],
    areTablesChosen: false,
    analysis: { schema: 'borescope.analysis/1', inputs: [], artifacts: [{ data: { threads: [{ name: hostile }] } }], findings: [], correlations: {} },
    catalogues: [MESSAGES],
  };
}
