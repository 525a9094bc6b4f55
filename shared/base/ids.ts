declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

export type CaseId = Branded<string, 'CaseId'>;
export type CaptureId = Branded<string, 'CaptureId'>;
/** One artifact of one capture; unique within a case. */
export type ArtifactId = Branded<string, 'ArtifactId'>;
export type JobId = Branded<string, 'JobId'>;
export type PromptId = Branded<string, 'PromptId'>;
/** Process id as the target's own process namespace numbers it. */
export type Pid = Branded<number, 'Pid'>;
/** OS thread id: HotSpot's nid, the LWP of `ps -L`, the PID column of `top -H`. */
export type NativeThreadId = Branded<number, 'NativeThreadId'>;
