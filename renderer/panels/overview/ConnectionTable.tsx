import type { ReactNode } from 'react';
import { formatQuantity } from '../../../shared/base/format-quantity.ts';
import { visibleText } from '../../../shared/base/visible-text.ts';
import type { ConnectionMap, MapEdge } from '../../../shared/correlate/map/connection-map.ts';
import { nodeLabel, stateWords } from '../../../shared/correlate/map/map-graph.ts';
import { useWords } from '../../selectors/use-words.ts';
import { goTo } from '../../state/case-actions.ts';

export const ALL_STATES = 12;

/** The rows of the listing that an edge stands for. */
export function openEdge(edge: MapEdge | undefined): void {
  if (edge === undefined) return;
  const filters = edge.filters.map(({ column, values }) => ({ op: 'in' as const, column, values: [...values] }));
  goTo({ type: 'table', artifact: edge.artifact, view: 'sockets', search: '', filters });
}

function Edge({ map, edge }: { readonly map: ConnectionMap; readonly edge: MapEdge }): ReactNode {
  const { t, translate, language } = useWords();
  const nameOf = (id: string): string => {
    const node = map.nodes.find((one) => one.id === id);
    return node === undefined ? '' : visibleText(translate(nodeLabel(node)));
  };
  const bytes = (value: number): ReactNode => <td className={value === 0 ? 'number muted' : 'number'}>{formatQuantity(value, 'bytes', language)}</td>;
  return (
    <tr>
      <td>
        <code>{nameOf(edge.from)}</code>
      </td>
      <td>
        <code>{nameOf(edge.to)}</code>
      </td>
      <td className="number">{edge.port}</td>
      <td className="number strong">
        <button type="button" className="jump" title={t('overview.map.open')} onClick={() => openEdge(edge)}>
          {formatQuantity(edge.connections, 'count', language)}
        </button>
      </td>
      <td>
        {stateWords(edge.states, ALL_STATES)}
        {edge.unowned.length === 0 ? null : <span className="muted"> {t('overview.map.unowned-here', { states: stateWords(edge.unowned, ALL_STATES) })}</span>}
      </td>
      {bytes(edge.recvQ)}
      {bytes(edge.sendQ)}
    </tr>
  );
}

/** Connections from node to node; the number leads to their rows. */
export function ConnectionTable({ map, edges }: { readonly map: ConnectionMap; readonly edges: readonly MapEdge[] }): ReactNode {
  const { t } = useWords();
  return (
    <table className="plain-table connections">
      <thead>
        <tr>
          <th>{t('overview.map.from')}</th>
          <th>{t('overview.map.to')}</th>
          <th className="number">{t('overview.map.port')}</th>
          <th className="number">{t('overview.map.connections')}</th>
          <th>{t('overview.map.states')}</th>
          <th className="number">{t('overview.map.recv-q')}</th>
          <th className="number">{t('overview.map.send-q')}</th>
        </tr>
      </thead>
      <tbody>
        {edges.map((edge) => (
          <Edge key={`${edge.from}>${edge.to}:${edge.port}`} map={map} edge={edge} />
        ))}
      </tbody>
    </table>
  );
}
