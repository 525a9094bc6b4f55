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

/** `owned by "name" Id=7`: the owner of a lock, told elsewhere than in the owner's own stack. */
export interface ToldOwner {
  readonly isSynchronizer: boolean;
  /** Text id of the lock. */
  readonly object: number;
  /** Text id of the owner's name; 0 when it is told by its Java id alone. */
  readonly ownerName: number;
  /** NaN when the dump tells the name alone. */
  readonly ownerJavaId: number;
  readonly line: number;
}
