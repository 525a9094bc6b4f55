/** What joins with other kinds may ask of the stacks and locks of a dump, beside the words of dump-reading.ts. */

export { ApplicationFrames, placeOf } from './application-frame.ts';
export { blockingOf, type Blocking } from './blocking.ts';
export { codePlace } from './call-site.ts';
export { methodOf } from './finding-subject.ts';
export { followThreads, type ThreadTrack } from './follow-threads.ts';
export { unownedQueues, type OwnerCandidate } from './owner-candidates.ts';
export { poolPatterns } from './pool-pattern.ts';
export { threadPools } from './pools-table.ts';
export { stackSignature } from './stack-signature.ts';
export { activityOf, isIdle } from './thread-activity.ts';
