/** Index of a cell's look in the style sheet; the order is that of `cellXfs`. */
export const STYLE = { plain: 0, header: 1, title: 2, wrapped: 3, whole: 4, fraction: 5, code: 6, bareNumber: 7, delta: 8, deltaFraction: 9, time: 10, timeFraction: 11, link: 12, heading: 13, muted: 14 } as const;
export type Style = (typeof STYLE)[keyof typeof STYLE];

const FONTS = [
  '<font><sz val="10"/><name val="Calibri"/></font>',
  '<font><b/><sz val="10"/><name val="Calibri"/></font>',
  '<font><b/><sz val="14"/><name val="Calibri"/></font>',
  '<font><sz val="10"/><name val="Consolas"/></font>',
  '<font><u/><sz val="10"/><color rgb="FF1F5FAE"/><name val="Calibri"/></font>',
  '<font><b/><sz val="12"/><name val="Calibri"/></font>',
  '<font><sz val="10"/><color rgb="FF5A6372"/><name val="Calibri"/></font>',
];

const FORMATS = ['+#,##0;-#,##0;0', '+#,##0.##;-#,##0.##;0', 'yyyy-mm-dd hh:mm:ss', 'yyyy-mm-dd hh:mm:ss.000', '#,##0.00'];
const FIRST_FORMAT = 164;

interface Look {
  readonly font?: number;
  readonly fill?: number;
  readonly format?: number;
  readonly wraps?: boolean;
}

/** In the order of STYLE. */
const LOOKS: readonly Look[] = [
  {},
  { font: 1, fill: 2, wraps: true },
  { font: 2 },
  { wraps: true },
  { format: 3 },
  { format: FIRST_FORMAT + 4 },
  { font: 3 },
  { format: 1 },
  { format: FIRST_FORMAT },
  { format: FIRST_FORMAT + 1 },
  { format: FIRST_FORMAT + 2 },
  { format: FIRST_FORMAT + 3 },
  { font: 4 },
  { font: 5 },
  { font: 6 },
];

function xf({ font = 0, fill = 0, format = 0, wraps = false }: Look): string {
  return `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyFont="1" applyFill="1" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"${wraps ? ' wrapText="1"' : ''}/></xf>`;
}

export const STYLES_XML = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${FORMATS.length}">${FORMATS.map((code, i) => `<numFmt numFmtId="${FIRST_FORMAT + i}" formatCode="${code}"/>`).join('')}</numFmts><fonts count="${FONTS.length}">${FONTS.join('')}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EBEF"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${LOOKS.length}">${LOOKS.map(xf).join('')}</cellXfs></styleSheet>`;
