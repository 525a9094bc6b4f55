/** A text as it looks inside an envelope: the raw lines, and for each line of the text the raw line (1-based) that holds its beginning. */
export interface Wrapped {
    readonly lines: readonly string[];
    readonly rawLineOf: readonly number[];
}
export type Wrap = (text: Wrapped) => Wrapped;
export declare function unwrapped(text: string): Wrapped;
/** By the kind of repair that takes it off. */
export declare const WRAPS: Readonly<Record<string, Wrap>>;
