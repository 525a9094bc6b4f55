/** A file of a bundle that is not as it was packed. */
export interface BundleFault {
  /** Inside the bundle; empty: the bundle file itself. */
  readonly path: string;
  /** `damaged`: it cannot be unpacked, or not to its end. */
  readonly state: 'changed' | 'damaged' | 'missing' | 'extra' | 'newer';
  /** e.g. the two hashes; empty where the state says all. */
  readonly detail: string;
}

/** One file of a bundle as its manifest states it. */
export interface BundledFile {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** `bundle.json`: what the bundle holds, in the order of the paths. */
export interface BundleManifest {
  readonly format: 'borescope-bundle';
  readonly formatVersion: number;
  readonly writtenBy: string;
  /** What was replaced by tokens beside secrets; null: nothing, it is as it was captured. */
  readonly redacted: readonly string[] | null;
  readonly files: readonly BundledFile[];
}

export const BUNDLE_EXTENSION = '.borescope';
