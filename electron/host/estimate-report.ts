import { open, stat } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { REPORT_ROWS, type ReportInput } from '../../shared/report/report-input.ts';
import type { HostContext } from './handlers/host-context.ts';
import { renderReport } from './make-report.ts';
import { reportInput, type ReportSubject, type ReportWish } from './report-material.ts';
import type { EvidenceFile } from './workbench/embed-case.ts';

/** Bytes of a capture that stand for the rest of it. */
const SAMPLE = 1024 * 1024;
/** What base64 makes of three bytes. */
const BASE64_GROWTH = 4 / 3;
/** Rows of the smaller of the two reports that a line is laid through. */
const FEW_ROWS = 5;

/** About how large a report will be; null where only making it would tell. */
export async function estimateReport(host: Pick<HostContext, 'engine' | 'version' | 'workbenchTemplate'>, subject: ReportSubject, { format, language, rows, tables }: ReportWish): Promise<number | null> {
  if (format === 'json') return null;
  if (format === 'workbench') return estimateWorkbench(host.workbenchTemplate, subject.evidence);
  const input = await reportInput(host.engine, subject, { format, language, rows: REPORT_ROWS, tables }, host.version);
  const wanted = rows ?? (format === 'xlsx' ? 0 : REPORT_ROWS);
  const sizeAt = async (limit: number): Promise<number> => (await renderReport({ ...input, tables: input.tables.map((table) => ({ ...table, rows: table.rows.slice(0, limit) })) }, format, language)).length;
  const usual = await sizeAt(REPORT_ROWS);
  if (wanted === REPORT_ROWS) return usual;
  const between = rowsAt(input, REPORT_ROWS) - rowsAt(input, FEW_ROWS);
  const perRow = between === 0 ? 0 : (usual - (await sizeAt(FEW_ROWS))) / between;
  return Math.round(usual + perRow * (rowsAt(input, wanted) - rowsAt(input, REPORT_ROWS)));
}

/** Rows of all tables together; 0 = without limit. */
function rowsAt({ tables }: ReportInput, limit: number): number {
  return tables.reduce((sum, { shape }) => sum + (limit === 0 ? shape.rowCount : Math.min(limit, shape.rowCount)), 0);
}

async function estimateWorkbench(template: string, evidence: readonly EvidenceFile[]): Promise<number> {
  const sizes = await Promise.all(evidence.filter(({ source }) => 'reading' in source).map(({ path }) => packedSize(path)));
  const page = await stat(template).then(({ size }) => size, () => 0);
  return Math.round(page + BASE64_GROWTH * sizes.reduce((sum, size) => sum + size, 0));
}

/** Of a file that has gone meanwhile, nothing: making the report says so. */
async function packedSize(file: string): Promise<number> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return 0;
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(SAMPLE, size)), 0, Math.min(SAMPLE, size), 0);
    return bytesRead === 0 ? 0 : (gzipSync(buffer.subarray(0, bytesRead)).length * size) / bytesRead;
  } finally {
    await handle.close();
  }
}
