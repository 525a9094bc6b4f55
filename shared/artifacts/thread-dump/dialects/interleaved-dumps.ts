/** What is asked of a dump to tell whether another JVM wrote between its lines. */
interface DumpEnds {
  /** As in the banner; null without one. */
  readonly vm: string | null;
  /** How often the JVM's last words were read. */
  readonly closings: number;
  /** Tells that the dump's lines may belong to two dumps. */
  tellAmbiguous(): void;
}

/**
 * Two JVMs that print into one log at the same time: a second banner comes before the first dump's last words, and then last words come twice.
 * A dump that was cut off looks alike but for the second last words. Nothing is guessed: the lines are counted.
 */
export function tellInterleaved(dumps: readonly DumpEnds[]): void {
  dumps.forEach((dump, i) => {
    const before = dumps[i - 1];
    const after = dumps[i + 1];
    if (dump.vm === null || before === undefined || before.vm === null || before.closings > 0) return;
    const hasRest = after?.vm === null && after.closings > 0;
    if (dump.closings < 2 && !(dump.closings === 1 && hasRest)) return;
    dump.tellAmbiguous();
    if (hasRest) after.tellAmbiguous();
  });
}
