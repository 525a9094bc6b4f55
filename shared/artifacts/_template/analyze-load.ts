import { message } from '../../base/message.ts';
import type { Finding } from '../finding.ts';
import type { LoadedArtifact } from '../loaded-artifact.ts';
import type { UptimeLog } from './model.ts';

const HIGH = 10;

/** One question per file: was the load high? A finding cannot be built without evidence. */
export function analyzeLoad({ id, parsed: { model } }: LoadedArtifact<UptimeLog>): readonly Finding[] {
  const load = Math.max(...model.load);
  const row = model.load.indexOf(load);
  if (load < HIGH) return [];
  return [
    {
      rule: 'high-load',
      severity: 'warning',
      certainty: 'printed',
      title: message('template.finding.high-load', { load, users: model.users[row] ?? 0 }),
      details: [],
      evidence: [{ artifact: id, line: model.lines[row] ?? 1 }],
      subject: '',
      weight: load,
    },
  ];
}
