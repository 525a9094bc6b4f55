import type { JvmProcess } from '../../shared/collect/target.ts';
import type { PlaceInfo, TargetInfo } from '../../shared/host-api/views.ts';
import type { Findable, JvmsOfTarget } from '../state/live-store.ts';

/** Something that may hold JVMs: a target, or a container that an engine or cluster lists. */
export interface FindablePlace {
  readonly uri: string;
  readonly label: string;
  readonly target: TargetInfo | null;
  readonly place: PlaceInfo | null;
}

export interface FoundPlace extends FindablePlace {
  /** Those that fit; all of them where the place itself does. */
  readonly jvms: readonly JvmProcess[];
}

/** Every place that is known, each once; containers as their engine or cluster names them. */
export function findablePlaces({ targets, places }: Pick<Findable, 'targets' | 'places'>): readonly FindablePlace[] {
  const listed = Object.values(places).flatMap((answer) => (answer.state === 'failed' ? [] : (answer.listing?.places ?? [])));
  const known = (targets ?? []).map((target) => ({ uri: target.uri, label: target.label, target, place: listed.find(({ uri }) => uri === target.uri) ?? null }));
  const uris = new Set(known.map(({ uri }) => uri));
  return [...known, ...listed.flatMap((place) => (place.uri === null || uris.has(place.uri) ? [] : [{ uri: place.uri, label: place.name, target: null, place }]))];
}

/** Places and JVMs that hold every word of `query` in what is known of them: host, pod, container, image, main class, command line, user or pid. */
export function findJvms(live: Findable, query: string): readonly FoundPlace[] {
  const words = query.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const holdsAll = (text: string): boolean => words.every((word) => text.includes(word));
  return findablePlaces(live).flatMap((place) => {
    const own = [place.uri, place.label, place.place?.image ?? '', place.place?.node ?? ''].join('\n').toLowerCase();
    const all = jvmsOf(live.jvms[place.uri]);
    if (holdsAll(own)) return [{ ...place, jvms: all }];
    const jvms = all.filter(({ pid, mainClass, user, commandLine }) => holdsAll([own, pid, mainClass, user, commandLine].join('\n').toLowerCase()));
    return jvms.length === 0 ? [] : [{ ...place, jvms }];
  });
}

export function jvmsOf(answer: JvmsOfTarget | undefined): readonly JvmProcess[] {
  return answer === undefined || answer.state === 'failed' ? [] : (answer.list?.jvms ?? []);
}

/** Who has been asked, by label: what is known so far is only as good as this. */
export interface AskedSoFar {
  readonly notAsked: number;
  readonly waiting: readonly string[];
  readonly failed: readonly string[];
}

export function askedSoFar(live: Findable, sources: readonly string[]): AskedSoFar {
  const places = findablePlaces(live);
  const state = (uri: string): string => live.jvms[uri]?.state ?? 'not-asked';
  const inState = (wanted: string): readonly string[] => [...places.filter(({ uri }) => state(uri) === wanted).map(({ label }) => label), ...sources.filter((source) => (live.places[source]?.state ?? 'not-asked') === wanted)];
  return { notAsked: inState('not-asked').length, waiting: inState('loading'), failed: inState('failed') };
}
