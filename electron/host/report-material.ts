import { kindById } from '../../shared/artifacts/registry.ts';
import type { ArtifactId, CaptureId } from '../../shared/base/ids.ts';
import type { JsonObject } from '../../shared/base/json.ts';
import type { Language } from '../../shared/base/message.ts';
import type { ArtifactSummary } from '../../shared/engine/engine.ts';
import type { TableRef } from '../../shared/engine/table-query.ts';
import { engineCatalogues } from '../../shared/engine/catalogues.ts';
import type { Finding } from '../../shared/artifacts/finding.ts';
import { HOST_MESSAGES } from '../../shared/host-api/messages.ts';
import type { RawLines } from '../../shared/host-api/views.ts';
import type { ReportFormat } from '../../shared/report/build-report.ts';
import { REPORT_FINDINGS, REPORT_ROWS, type ReportExcerpt, type ReportFinding, type ReportInput, type ReportSource, type ReportTable } from '../../shared/report/report-input.ts';
import { tableName } from '../../shared/report/table-names.ts';
import { trendWishes } from '../../shared/report/trend-series.ts';
import type { EngineClient } from './engine/engine-client.ts';
import { redactOwnFinding, redactOwnFindings } from './redaction/redact-own-findings.ts';
import type { EmbeddedSubject } from './workbench/embed-case.ts';

/** What a report is about, from a case or from files. */
export interface ReportSubject extends EmbeddedSubject {
  readonly scope: string;
  readonly captures: readonly CaptureId[];
  readonly sources: readonly ReportSource[];
  /** `inputs` of `borescope.analysis/1`. */
  readonly inputs: readonly JsonObject[];
  rawLines(capture: CaptureId, from: number, count: number): Promise<RawLines>;
}

/** Evidence lines of a finding that get an excerpt, and the lines around each. */
const EXCERPTS = 3;
const LINES_BEFORE = 1;
const LINES_AFTER = 7;
/** Where "all rows" is asked for. */
const ROWS_AT_ONCE = 2000;

export async function analysisOf(engine: EngineClient, subject: Pick<ReportSubject, 'scope' | 'captures' | 'inputs'>, language: Language): Promise<JsonObject> {
  return { schema: 'borescope.analysis/1', inputs: subject.inputs, ...(await engine.ask(subject.scope, 'analysis', subject.captures, language)) };
}

export interface ReportWish {
  readonly format: ReportFormat;
  readonly language: Language;
  /** As in the contract: 0 = all, absent = what is usual for the format. */
  readonly rows?: number | undefined;
  /** As in the contract: absent = all. */
  readonly tables?: readonly string[] | undefined;
}

/** Collects what the report shows: for JSON the analysis alone, for people everything but that; both are large where captures are. The workbench makes its tables itself. */
export async function reportInput(engine: EngineClient, subject: ReportSubject, { format, language, rows, tables: chosen }: ReportWish, toolVersion: string): Promise<ReportInput> {
  const isForReading = format !== 'json' && format !== 'workbench';
  const shown = isForReading ? REPORT_FINDINGS : 0;
  const rowsWanted = rows ?? (format === 'xlsx' ? 0 : REPORT_ROWS);
  const artifacts = await engine.ask(subject.scope, 'artifacts', subject.captures);
  const { redactText: hide } = subject;
  const judged = await engine.ask(subject.scope, 'findings', subject.captures);
  const findings = hide === null ? judged : judged.map((finding) => redactOwnFinding(finding, hide));
  const tables: ReportTable[] = [];
  for (const ref of isForReading ? tableRefs(artifacts, chosen) : []) tables.push(await readTable(engine, subject.scope, ref, rowsWanted));
  return {
    caseName: subject.caseName,
    toolVersion,
    generatedAt: new Date().toISOString(),
    notes: subject.notes,
    sources: subject.sources,
    artifacts,
    findings: [...(await Promise.all(findings.slice(0, shown).map((finding) => withExcerpts(finding, artifacts, subject)))), ...findings.slice(shown).map((finding) => ({ finding, excerpts: [] }))],
    tables,
    trends: isForReading ? await Promise.all(trendWishes(artifacts, subject.sources).map(({ artifacts: ids, figure }) => engine.ask(subject.scope, 'trend', ids, { type: 'figure', id: figure }, null))) : [],
    areTablesChosen: chosen !== undefined,
    analysis: format !== 'json' ? null : hide === null ? await analysisOf(engine, subject, language) : redactOwnFindings(await analysisOf(engine, subject, language), hide),
    catalogues: [HOST_MESSAGES, ...engineCatalogues()],
  };
}

/** Each artifact's tables, then what changed between the artifacts of a kind. */
function tableRefs(artifacts: readonly ArtifactSummary[], chosen: ReportWish['tables']): readonly TableRef[] {
  const isChosen = (kind: string, view: string): boolean => chosen === undefined || chosen.includes(tableName(kind, view));
  const single = artifacts.flatMap(({ id, kind, tables }) => tables.filter(({ view }) => isChosen(kind, view)).map(({ view }) => ({ view, artifacts: [id] })));
  const kinds = [...new Set(artifacts.map(({ kind }) => kind))];
  const series = kinds.flatMap((kind) => {
    const ids = artifacts.filter((artifact) => artifact.kind === kind).map(({ id }) => id);
    return ids.length < 2 ? [] : (kindById(kind)?.series ?? []).filter(({ id }) => isChosen(kind, id)).map(({ id }) => ({ view: id, artifacts: ids }));
  });
  return [...single, ...series];
}

async function readTable(engine: EngineClient, scope: string, ref: TableRef, rows: number): Promise<ReportTable> {
  const shape = await engine.ask(scope, 'tableShape', ref);
  const wanted = rows === 0 ? shape.rowCount : Math.min(rows, shape.rowCount);
  const read: ReportTable['rows'][number][] = [];
  while (read.length < wanted) {
    const { rows: more } = await engine.ask(scope, 'tableWindow', ref, { sort: shape.sort, filters: [], search: '' }, read.length, Math.min(ROWS_AT_ONCE, wanted - read.length));
    if (more.length === 0) break;
    for (const { cells, span } of more) read.push({ cells, span });
  }
  return { artifacts: ref.artifacts, shape, rows: read };
}

async function withExcerpts(finding: Finding, artifacts: readonly ArtifactSummary[], subject: ReportSubject): Promise<ReportFinding> {
  const excerpts: ReportExcerpt[] = [];
  for (const { artifact, line } of finding.evidence.slice(0, EXCERPTS)) {
    const from = Math.max(1, line - LINES_BEFORE);
    const { lines } = await subject.rawLines(captureOf(artifacts, artifact), from, line - from + 1 + LINES_AFTER);
    excerpts.push({ artifact, line, from, lines });
  }
  return { finding, excerpts };
}

function captureOf(artifacts: readonly ArtifactSummary[], id: ArtifactId): CaptureId {
  return artifacts.find((artifact) => artifact.id === id)?.capture ?? ('' as CaptureId);
}
