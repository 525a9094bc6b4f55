import { MANIFEST_VERSION } from './case-manifest.ts';

/** A manifest of any version as it was parsed from JSON; nothing but its version is checked. */
export type StoredManifest = Readonly<Record<string, unknown>> & { readonly formatVersion: number };

type Step = (manifest: StoredManifest) => Readonly<Record<string, unknown>>;

/** Version 2: cases have tags. */
const withTags: Step = (manifest) => ({ ...manifest, tags: [] });

/** From the version that names the step to the next one. A new version adds a row and changes none. */
const STEPS: Readonly<Record<number, Step>> = { 1: withTags };

/** The manifest in the form written now, step by step; one of a newer or unheard-of version as it is. */
export function upgradeManifest(stored: StoredManifest): StoredManifest {
  let manifest = stored;
  while (manifest.formatVersion < MANIFEST_VERSION) {
    const step = STEPS[manifest.formatVersion];
    if (step === undefined) return manifest;
    manifest = { ...step(manifest), formatVersion: manifest.formatVersion + 1 };
  }
  return manifest;
}
