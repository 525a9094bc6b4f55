import { create } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { HostErrorData } from '../../shared/host-api/host-error.ts';
import type { JobView, JvmList, OpenPrompt, Snapshot, SourceListing, TargetInfo } from '../../shared/host-api/views.ts';

export type JvmsOfTarget =
  | { readonly state: 'loading'; readonly list: JvmList | null }
  | { readonly state: 'ready'; readonly list: JvmList }
  | { readonly state: 'failed'; readonly error: HostErrorData };

export type PlacesOfSource =
  | { readonly state: 'loading'; readonly listing: SourceListing | null }
  | { readonly state: 'ready'; readonly listing: SourceListing }
  | { readonly state: 'failed'; readonly error: HostErrorData };

/** Files on their way into a case. */
export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly files: number;
  readonly filesDone: number;
  readonly bytes: number;
  readonly bytesDone: number;
  cancel(): void;
}

/** What goes on right now: targets, jobs, questions, uploads. */
export interface Live {
  /** Set where the host is a file with one case in it: what captures, changes or keeps cases is not offered. Null: the host can do all. Undefined until it has told. */
  readonly snapshot: Snapshot | null | undefined;
  /** Why the host has not told; null while it is asked and once it has. */
  readonly unmet: HostErrorData | null;
  /** null until first heard of. */
  readonly targets: readonly TargetInfo[] | null;
  /** By target URI; absent = not asked yet. */
  readonly jvms: Readonly<Record<string, JvmsOfTarget>>;
  /** By source, `docker:` or `k8s:`; absent = not asked yet. */
  readonly places: Readonly<Record<string, PlacesOfSource>>;
  readonly jobs: readonly JobView[];
  readonly prompts: readonly OpenPrompt[];
  readonly uploads: readonly Upload[];
}

export const useLive = create<Live>()(() => ({ snapshot: undefined, unmet: null, targets: null, jvms: {}, places: {}, jobs: [], prompts: [], uploads: [] }));

export function putJob(job: JobView): void {
  useLive.setState(({ jobs }) => ({ jobs: jobs.some(({ id }) => id === job.id) ? jobs.map((other) => (other.id === job.id ? job : other)) : [...jobs, job] }));
}

/** Null: what is shown can be changed. */
export function useSnapshot(): Snapshot | null {
  return useLive((live) => live.snapshot ?? null);
}

/** Where JVMs may be found. */
export type Findable = Pick<Live, 'targets' | 'places' | 'jvms'>;

/** Stays the same while jobs go on. */
export function useFindable(): Findable {
  return useLive(useShallow(({ targets, places, jvms }) => ({ targets, places, jvms })));
}
