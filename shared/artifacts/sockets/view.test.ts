import { describe, expect, it } from 'vitest';
import type { ArtifactId, CaptureId } from '../../base/ids.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { SOCKETS_KIND } from './kind.ts';

const SS = `Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process
u_str ESTAB  0      0      * 778527 * 778528 users:(("java",pid=77,fd=9))
u_dgr UNCONN 0      0      /run/systemd/notify 8011 * 0
nl    UNCONN 0      0      rtnl:kernel *
udp   UNCONN 0      0      127.0.0.1:323 0.0.0.0:*
tcp   ESTAB  0      0      10.0.0.1:8080 10.0.0.9:51000 users:(("java",pid=77,fd=12))
tcp   LISTEN 3      100    0.0.0.0:8080 0.0.0.0:*
`;

function windows(view: string) {
  const engine = createEngine([SOCKETS_KIND]);
  const ingest = engine.ingest({ id: 'c1' as CaptureId, name: 'ss.txt', kind: 'sockets', takenAt: null });
  ingest.push(new TextEncoder().encode(SS));
  ingest.finish();
  const artifact = 'c1.1' as ArtifactId;
  const shape = engine.tableShape({ view, artifacts: [artifact] });
  const { rows } = engine.tableWindow({ view, artifacts: [artifact] }, { sort: shape.sort, filters: [], search: '' }, 0, 100);
  const column = (id: string): number => shape.columns.findIndex((spec) => spec.id === id);
  return { engine, artifact, rows, column };
}

describe('tables of sockets', () => {
  it('[SK-20] begins with TCP, however early other sockets are printed', () => {
    const { rows, column } = windows('sockets');
    expect(rows.map(({ cells }) => cells[column('protocol')])).toEqual(['tcp', 'tcp', 'udp', 'u_str', 'u_dgr', 'nl']);
    expect(rows.map(({ span }) => span?.first)).toEqual([6, 7, 5, 2, 3, 4]);
  });

  it('[SK-20] lists Unix sockets by themselves, each leading to its own facts and line', () => {
    const { engine, artifact, rows, column } = windows('unix');
    expect(rows.map(({ cells }) => cells[column('path')])).toEqual([null, '/run/systemd/notify']);
    expect(rows.map(({ span }) => span?.first)).toEqual([2, 3]);
    const facts = engine.inspect(artifact, 'unix', rows[1]!.row)?.facts ?? [];
    expect(facts).toContainEqual({ label: 'sockets.column.path', value: '/run/systemd/notify', span: { first: 3, last: 3 } });
  });
});
