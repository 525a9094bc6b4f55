import type { InspectorCard } from '../artifacts/artifact-kind.ts';
import type { ArtifactId } from '../base/ids.ts';
import { message, type Message } from '../base/message.ts';
import type { LineSpan } from '../base/parsed.ts';
import type { ThreadCpu } from './thread-cpu.ts';
import type { RequestEvidence, ThreadRequest } from './thread-request.ts';

type Facts = InspectorCard['facts'];

/** What other captures say of a thread, each with the line that says it; all evidence, also where it contradicts. */
export function threadFacts(request: ThreadRequest | undefined, cpu: ThreadCpu | undefined, spanOf: (artifact: ArtifactId, line: number) => LineSpan): Facts {
  const requests = (request?.evidence ?? []).map((one) => ({ label: request?.contradicts === true ? 'correlate.fact.contradicted' : `correlate.fact.confidence.${one.confidence}`, value: said(one), span: spanOf(one.artifact, one.line), artifact: one.artifact }));
  const isTold = cpu !== undefined && cpu.confidence !== 'low' && !Number.isNaN(cpu.cpuPercent);
  return [...requests, ...(isTold ? [{ label: 'correlate.column.cpuPercent', value: message(`correlate.fact.cpu.${cpu.basis}`, { percent: cpu.cpuPercent }), span: spanOf(cpu.artifact, cpu.line), artifact: cpu.artifact }] : [])];
}

function said({ url, method, source, durationMs }: RequestEvidence): Message {
  const request = method === null ? url : `${method} ${url}`;
  return durationMs === null ? message(`correlate.fact.${source}`, { request }) : message(`correlate.fact.${source}.since`, { request, ms: durationMs });
}
