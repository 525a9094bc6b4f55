/** What joins with other kinds may ask of the stacks and locks of a dump, beside the words of dump-reading.ts. */

export { ApplicationFrames, placeOf } from './threads/application-frame.ts';
export { blockingOf, type Blocking } from './locks/blocking.ts';
export { codePlace } from './locks/call-site.ts';
export { methodOf } from './findings/finding-subject.ts';
export { followThreads, type ThreadTrack } from './threads/follow-threads.ts';
export { unownedQueues, type OwnerCandidate } from './locks/owner-candidates.ts';
export { poolPatterns } from './threads/pool-pattern.ts';
export { threadPools } from './views/pools-table.ts';
export { stackSignature } from './threads/stack-signature.ts';
export { activityOf, isIdle } from './threads/thread-activity.ts';
