import type { MapNode } from './connection-map.ts';
import type { MapHost } from './map-hosts.ts';

/** Clients of one process drawn by themselves; the others are one node. */
const CLIENTS_DRAWN = 8;

/** The nodes of a map as they are met. */
export class MapNodes {
  readonly #nodes = new Map<string, MapNode>();
  /** Addresses of clients that each process has. */
  readonly #clients = new Map<string, Set<string>>();

  all(): readonly MapNode[] {
    return [...this.#nodes.values()];
  }

  /** The node's id. */
  process({ id: host, target, captured }: MapHost, pid: number, program: string | null): string {
    const id = `process ${host} ${pid}`;
    if (!this.#nodes.has(id)) this.#nodes.set(id, { id, sort: 'process', program, pid, target, address: null, others: 0, isCaptured: captured.has(pid) });
    return id;
  }

  /** Where a process connected to, or a client of it by its address alone: its ports are given out anew each time. */
  address(process: string, endpoint: string, address: string, isClient: boolean): string {
    return isClient ? this.#client(process, address) : this.#put({ id: `backend ${endpoint}`, sort: 'backend', program: null, pid: null, target: null, address: endpoint, others: 0, isCaptured: false });
  }

  #client(process: string, address: string): string {
    const clients = this.#clients.get(process) ?? new Set<string>();
    this.#clients.set(process, clients);
    const isNew = !clients.has(address);
    clients.add(address);
    const id = `client ${address}`;
    if (this.#nodes.has(id) || clients.size <= CLIENTS_DRAWN) return this.#put({ id, sort: 'client', program: null, pid: null, target: null, address, others: 0, isCaptured: false });
    const rest = `clients of ${process}`;
    const others = (this.#nodes.get(rest)?.others ?? 0) + (isNew ? 1 : 0);
    this.#nodes.set(rest, { id: rest, sort: 'client', program: null, pid: null, target: null, address: null, others, isCaptured: false });
    return rest;
  }

  #put(node: MapNode): string {
    if (!this.#nodes.has(node.id)) this.#nodes.set(node.id, node);
    return node.id;
  }
}
