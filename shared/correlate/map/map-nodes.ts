import type { MapNode } from './connection-map.ts';
import type { Peer } from './map-hosts.ts';

/** Clients of one process drawn by themselves; the others are one node. */
const CLIENTS_DRAWN = 8;

/** The nodes of a map as they are met. */
export class MapNodes {
  readonly #nodes = new Map<string, MapNode>();
  /** Who was taken together in a node. */
  readonly #members = new Map<string, Set<string | number>>();
  /** Addresses of clients that each process has. */
  readonly #clients = new Map<string, Set<string>>();
  readonly #isWanted: (peer: Peer) => boolean;

  /** Processes that are not wanted by themselves are taken together by their program. */
  constructor(isWanted: (peer: Peer) => boolean) {
    this.#isWanted = isWanted;
  }

  all(): readonly MapNode[] {
    return Array.from(this.#nodes.values(), (node) => ({ ...node, count: this.#members.get(node.id)?.size ?? 1 }));
  }

  /** The node's id. */
  process(peer: Peer): string {
    const { host: { id: host, target }, pid, program } = peer;
    if (this.#isWanted(peer)) return this.#put({ id: `process ${host} ${pid}`, sort: 'process', program, pid, target, address: null, count: 1 });
    const id = this.#put({ id: `program ${host} ${program}`, sort: 'process', program, pid: null, target, address: null, count: 1 });
    this.#addMember(id, pid);
    return id;
  }

  backend(endpoint: string): string {
    return this.#put({ id: `backend ${endpoint}`, sort: 'backend', program: null, pid: null, target: null, address: endpoint, count: 1 });
  }

  /** A client of a process by its address alone: its ports are given out anew each time. */
  client(process: string, address: string): string {
    const clients = this.#clients.get(process) ?? new Set<string>();
    this.#clients.set(process, clients.add(address));
    const id = `client ${address}`;
    if (this.#nodes.has(id) || clients.size <= CLIENTS_DRAWN) return this.#put({ id, sort: 'client', program: null, pid: null, target: null, address, count: 1 });
    const rest = this.#put({ id: `clients of ${process}`, sort: 'client', program: null, pid: null, target: null, address: null, count: 1 });
    this.#addMember(rest, address);
    return rest;
  }

  #addMember(id: string, member: string | number): void {
    this.#members.set(id, (this.#members.get(id) ?? new Set()).add(member));
  }

  #put(node: MapNode): string {
    if (!this.#nodes.has(node.id)) this.#nodes.set(node.id, node);
    return node.id;
  }
}
