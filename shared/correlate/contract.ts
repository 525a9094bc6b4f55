import type { LoadedArtifact } from '../artifacts/loaded-artifact.ts';
import { textAt as commandAt, type ProcessTable } from '../artifacts/process-table/model.ts';
import type { SocketListing } from '../artifacts/sockets/model.ts';
import { text } from '../artifacts/thread-dump/dump-reading.ts';
import type { ThreadDump } from '../artifacts/thread-dump/model.ts';
import { numberAt } from '../base/column-table-builder.ts';
import type { ArtifactId } from '../base/ids.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { Correlations } from './correlate.ts';
import type { RequestEvidence } from './thread-request.ts';

/** What the answer needs to name things by: `a1`, and lines as they are in the capture. */
export interface ContractNames {
  nameOf(artifact: ArtifactId): string;
  rawLine(artifact: ArtifactId, line: number): number;
  modelOf(artifact: ArtifactId): LoadedArtifact<unknown>['parsed']['model'];
}

/** `correlations` of `borescope.analysis/1`. Every row names the lines that it rests on. */
export function correlationsContract(correlations: Correlations, names: ContractNames): JsonObject {
  const place = (artifact: ArtifactId, line: number): JsonObject => ({ artifact: names.nameOf(artifact), line: names.rawLine(artifact, line) });
  const threadOf = (id: ArtifactId, row: number): JsonObject => {
    const dump = names.modelOf(id) as ThreadDump;
    return { thread: text(dump, dump.threads.name[row]), ...place(id, dump.threads.firstLine[row] ?? 0) };
  };
  return {
    threadCpu: [...correlations.threadCpu].flatMap(([id, joined]) =>
      joined.map(({ thread, artifact, row, line, cpuPercent, basis, confidence }): Json => {
        const table = names.modelOf(artifact) as ProcessTable;
        const dump = names.modelOf(id) as ThreadDump;
        return { ...threadOf(id, thread), nid: dump.threads.nid[thread] ?? null, cpuPercent: Number.isNaN(cpuPercent) ? null : cpuPercent, cpuBasis: basis, command: commandAt(table.commands, row), confidence, evidence: [place(artifact, line)] };
      }),
    ),
    socketOwner: [...correlations.socketOwner].flatMap(([id, joined]) =>
      joined.map(({ socket, artifact, line, pid, command, fd, confidence }): Json => {
        const { table } = names.modelOf(id) as SocketListing;
        return { ...place(id, table.firstLine[socket] ?? 0), inode: numberAt(table.columns.inode, socket), pid, command, fd, confidence, evidence: [place(artifact, line)] };
      }),
    ),
    threadRequest: [...correlations.threadRequest].flatMap(([id, joined]) =>
      joined.map(({ thread, evidence, contradicts }): Json => ({ ...threadOf(id, thread), request: requestContract(evidence[0]), contradicts, evidence: evidence.map((one) => ({ ...place(one.artifact, one.line), ...requestContract(one) })) })),
    ),
  };
}

/** The `request` of a thread. */
export function requestContract({ url, method, user, durationMs, source, confidence }: RequestEvidence): JsonObject {
  return { url, method, user, durationMs, source, confidence };
}
