import type { ArtifactId } from '../../base/ids.ts';

/** A process, or another end of its connections of which only the address is known. */
export interface MapNode {
  /** Unique, and the same for the same process or address in later captures. */
  readonly id: string;
  readonly sort: 'process' | 'backend' | 'client';
  /** Of a process; null where the listing does not print it. */
  readonly program: string | null;
  /** Of a process that the map is about; others are taken together by their program, and have none. */
  readonly pid: number | null;
  /** Where a process runs, e.g. `ssh://app@10.0.0.1`; null for an address, and for captures of which nobody knows. */
  readonly target: string | null;
  /** `10.0.3.7:5432` of a backend, `10.9.0.1` of a client; null for clients taken together. */
  readonly address: string | null;
  /** How many processes or clients are taken together; 1 for what stands for itself. */
  readonly count: number;
}

export interface StateCount {
  readonly state: string;
  readonly count: number;
}

/** TCP connections from one node to a port of another, of one listing. */
export interface MapEdge {
  /** Ids of nodes; `from` connected to `to`. */
  readonly from: string;
  readonly to: string;
  /** Of the side that listens, as a number or a name. */
  readonly port: string;
  readonly connections: number;
  /** In netstat's spelling, most first. */
  readonly states: readonly StateCount[];
  /** States of connections between the same ends for which the listing names no process, such as TIME_WAIT; not among `connections`. */
  readonly unowned: readonly StateCount[];
  /** Bytes that wait to be read or sent, of all these connections. */
  readonly recvQ: number;
  readonly sendQ: number;
  /** The listing, and how its rows are found: column and values that all of these have. */
  readonly artifact: ArtifactId;
  readonly filters: readonly { readonly column: string; readonly values: readonly (string | number)[] }[];
  readonly line: number;
}

/** Who talks to whom, by the latest sockets of all captured targets. CR-45 */
export interface ConnectionMap {
  readonly nodes: readonly MapNode[];
  /** Most connections first. */
  readonly edges: readonly MapEdge[];
  /** Edges beyond those that a picture can show. */
  readonly leftOut: number;
  /** Connections between ends that are not drawn, for which no listing names a process; most first. */
  readonly unowned: readonly StateCount[];
}
