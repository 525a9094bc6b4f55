import { unzipSync } from 'fflate';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The workbench file before it is built: its places for evidence are those of the built one. */
export const WORKBENCH_TEMPLATE = path.resolve(import.meta.dirname, '../../../renderer/workbench/template.html');

/** Name and content of each part of a workbench file that holds evidence. */
export function workbenchParts(file: Uint8Array): ReadonlyMap<string, Buffer> {
  const html = Buffer.from(file).toString('utf8');
  return new Map(Array.from(html.matchAll(/data-part="(case|c\d+)">([^<]*)</g), ([, name = '', packed = '']) => [name, gunzipSync(Buffer.from(packed, 'base64'))]));
}

/** Files inside a spreadsheet. */
export function spreadsheetParts(file: Uint8Array): ReadonlyMap<string, string> {
  return new Map(Object.entries(unzipSync(file)).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]));
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** All that can be read out of a report: its text, what is compressed inside, and what either says with entities. */
export function everythingIn(file: Uint8Array): string {
  const isZip = file[0] === 0x50 && file[1] === 0x4b;
  const inside: ReadonlyMap<string, string | Buffer> = isZip ? spreadsheetParts(file) : workbenchParts(file);
  const text = [Buffer.from(file).toString('utf8'), ...Array.from(inside, ([name, content]) => `${name}\n${content.toString()}`)].join('\n');
  const decoded = text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
  return decoded === text ? text : `${text}\n${decoded}`;
}
