/** One `Found one Java-level deadlock:` block as the JVM printed it. */
export interface PrintedDeadlock {
  readonly line: number;
  readonly edges: PrintedEdge[];
}

/** `"waiter": waiting to lock … 0x… which is held by "owner"`. Text ids. */
export interface PrintedEdge {
  readonly waiter: number;
  /** Line of `"waiter":`. */
  readonly line: number;
  /** Address of the object, as printed; 0 when the JVM named none. */
  object: number;
  className: number;
  isSynchronizer: boolean;
  /** 0 when the report names no thread. */
  owner: number;
}
