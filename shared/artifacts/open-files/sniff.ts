import { looksLikeLsofRow, lsofColumns } from './read-lsof-row.ts';

const FIELDS = /^p\d+(?:\n(?:[gRcuLKM]\S.*\n)*f|\0(?:[gRcuLKM][^\0\n]+\0)*\n?f)/m;
const FD_LINKS = /^l[r-][w-]x[-rwx]{6}.* -> /m;
const PROC_FD_MARK = /^(?:==> )?\/proc\/\d+\/fd(?: <==|:)$/m;
const LINES_LOOKED_AT = 200;

/** Surely by lsof's titles; likely by its fields, by links of descriptors under the name of their folder, or by rows alone. */
export function sniffOpenFiles(head: Uint8Array): number {
  const text = new TextDecoder('latin1').decode(head);
  if (text.includes('COMMAND') && text.split('\n').some((line) => lsofColumns(line) !== null)) return 0.95;
  if (FIELDS.test(text)) return 0.9;
  if (FD_LINKS.test(text)) return PROC_FD_MARK.test(text) ? 0.7 : linksShare(text);
  const lines = text.split('\n', LINES_LOOKED_AT).filter((line) => line.trim() !== '');
  const rows = lines.filter((line) => line.length < 4096 && looksLikeLsofRow(line)).length;
  return rows >= 3 && rows * 2 >= lines.length ? 0.7 : 0;
}

/** A listing of descriptors has numbers for names; other links are those of some folder. */
function linksShare(text: string): number {
  const lines = text.split('\n', LINES_LOOKED_AT).filter((line) => line.trim() !== '');
  const links = lines.filter((line) => /^l[r-][w-]x.* \d+ -> /.test(line)).length;
  return links * 2 >= lines.length ? 0.7 : 0;
}
