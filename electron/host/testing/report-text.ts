import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';

/** The workbench file before it is built: its places for evidence are those of the built one. */
export const WORKBENCH_TEMPLATE = path.resolve(import.meta.dirname, '../../../renderer/workbench/template.html');

/** Name and content of each part of a workbench file that holds evidence. */
export function workbenchParts(file: Uint8Array): ReadonlyMap<string, Buffer> {
  const html = Buffer.from(file).toString('utf8');
  return new Map(Array.from(html.matchAll(/data-part="(case|c\d+)">([^<]*)</g), ([, name = '', packed = '']) => [name, gunzipSync(Buffer.from(packed, 'base64'))]));
}

/** Files inside a spreadsheet. */
export async function spreadsheetParts(file: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const zip = await fromBufferPromise(Buffer.from(file), { autoClose: false });
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry()) parts.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8'));
  return parts;
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

/** All that can be read out of a report: its text, what is compressed inside, and what either says with entities. */
export async function everythingIn(file: Uint8Array): Promise<string> {
  const isZip = file[0] === 0x50 && file[1] === 0x4b;
  const inside: ReadonlyMap<string, string | Buffer> = isZip ? await spreadsheetParts(file) : workbenchParts(file);
  const text = [Buffer.from(file).toString('utf8'), ...Array.from(inside, ([name, content]) => `${name}\n${content.toString()}`)].join('\n');
  const decoded = text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
  return decoded === text ? text : `${text}\n${decoded}`;
}
