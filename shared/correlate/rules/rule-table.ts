import { ACCEPT_QUEUE_BEHIND_POOL } from './accept-queue-behind-pool.ts';
import { ALL_QUIET } from './all-quiet.ts';
import { BACKEND_UNREACHABLE } from './backend-unreachable.ts';
import { CLASS_LOADING_LOCK } from './class-loading-lock.ts';
import { COMPILERS_BUSY } from './compilers-busy.ts';
import { CONNECTION_LEAK } from './connection-leak.ts';
import { CONVOY_BEHIND_CPU } from './convoy-behind-cpu.ts';
import { CONVOY } from './convoy.ts';
import { CPU_STOLEN } from './cpu-stolen.ts';
import { CPU_TAKEN_BY_OTHERS } from './cpu-taken-by-others.ts';
import { DEADLOCKED_REQUESTS } from './deadlocked-requests.ts';
import { DELETED_FILE_GROWS } from './deleted-file-grows.ts';
import { DESCRIPTORS_NEAR_LIMIT } from './descriptors-near-limit.ts';
import { ENTROPY_BLOCK } from './entropy-block.ts';
import { EVENT_LOOP_BLOCKED } from './event-loop-blocked.ts';
import { FINALIZER_BEHIND } from './finalizer-behind.ts';
import { FORK_STORM_OF_JVM } from './fork-storm-of-jvm.ts';
import { GC_PRESSURE } from './gc-pressure.ts';
import { GROWING_CLASS_AT_WORK } from './growing-class-at-work.ts';
import { HOT_THREAD_AT_WORK } from './hot-thread-at-work.ts';
import { LOGGING_LOCK } from './logging-lock.ts';
import { MEMORY_OUTSIDE_HEAP } from './memory-outside-heap.ts';
import { MEMORY_PRESSURE } from './memory-pressure.ts';
import { NAME_LOOKUP_STALL } from './name-lookup-stall.ts';
import { ONE_CLIENT } from './one-client.ts';
import { POOL_EXHAUSTED } from './pool-exhausted.ts';
import { POOL_STARVATION } from './pool-starvation.ts';
import { READ_WITHOUT_TIMEOUT } from './read-without-timeout.ts';
import { RETRY_STORM } from './retry-storm.ts';
import type { Rule } from './rule.ts';
import { SLOW_CLIENT } from './slow-client.ts';
import { STORAGE_STALL } from './storage-stall.ts';
import { STUCK_REQUEST } from './stuck-request.ts';
import { THREAD_LEAK } from './thread-leak.ts';
import { ZOMBIE_CHILDREN } from './zombie-children.ts';

/** The table of rules. Each is told what the kinds said of its process; the last is asked once, and told what all said. What explains another rule's finding stands before it. */
export const RULES: readonly Rule[] = [
  DEADLOCKED_REQUESTS, CONVOY, CONVOY_BEHIND_CPU, POOL_EXHAUSTED, LOGGING_LOCK, CLASS_LOADING_LOCK, POOL_STARVATION, EVENT_LOOP_BLOCKED,
  BACKEND_UNREACHABLE, NAME_LOOKUP_STALL, ENTROPY_BLOCK, READ_WITHOUT_TIMEOUT, RETRY_STORM, CONNECTION_LEAK, DESCRIPTORS_NEAR_LIMIT, STORAGE_STALL,
  CPU_TAKEN_BY_OTHERS, CPU_STOLEN, HOT_THREAD_AT_WORK, GC_PRESSURE, COMPILERS_BUSY, FINALIZER_BEHIND, GROWING_CLASS_AT_WORK, MEMORY_PRESSURE, MEMORY_OUTSIDE_HEAP,
  STUCK_REQUEST, THREAD_LEAK, ACCEPT_QUEUE_BEHIND_POOL, ONE_CLIENT, DELETED_FILE_GROWS, SLOW_CLIENT, ZOMBIE_CHILDREN, FORK_STORM_OF_JVM, ALL_QUIET,
];
