import type { PlaceInfo } from '../../shared/host-api/views.ts';

/** Containers that belong together: those of one pod. */
export interface PlaceGroup {
  /** `namespace/pod`, or the container's own name. */
  readonly name: string;
  readonly places: readonly PlaceInfo[];
}

/** Containers by pod, in the order given; those of a Docker engine stand alone. */
export function groupPlaces(places: readonly PlaceInfo[], isCluster: boolean): readonly PlaceGroup[] {
  const groups = new Map<string, PlaceInfo[]>();
  for (const place of places) {
    const name = isCluster ? place.name.split('/').slice(0, 2).join('/') : place.name;
    groups.set(name, [...(groups.get(name) ?? []), place]);
  }
  return Array.from(groups, ([name, of]) => ({ name, places: of }));
}
