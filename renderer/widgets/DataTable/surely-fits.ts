/** Upper bounds of advance widths in hundredths of an em, no less than in Verdana and DejaVu Sans, the widest interface fonts. */
const DIGIT_OR_SMALL = 66;
const CAPITAL = 86;
const WIDE = 102;
/** Printable ASCII beyond which nothing is said: other scripts, marks and ligatures are left to the browser. */
const FIRST = 32;
const LAST = 126;

const BOUNDS = Uint8Array.from({ length: LAST - FIRST + 1 }, (_, at) => {
  const letter = String.fromCodePoint(FIRST + at);
  if ('mwMW@%'.includes(letter)) return WIDE;
  return /[A-Z#+<=>~^&]/u.test(letter) ? CAPITAL : DIGIT_OR_SMALL;
});

/**
 * Whether a line of text is no wider than `room` px at `fontSize` px in any interface font; false when that is not sure.
 * A cell that needs no cutting needs no clip, and clips are a good part of what a browser does for a scrolled row.
 */
export function surelyFits(text: string, room: number, fontSize: number): boolean {
  const budget = (room * 100) / fontSize;
  if (text.length * DIGIT_OR_SMALL > budget) return false;
  let width = 0;
  for (let at = 0; at < text.length; at += 1) {
    const bound = BOUNDS[text.charCodeAt(at) - FIRST];
    if (bound === undefined) return false;
    width += bound;
  }
  return width <= budget;
}
