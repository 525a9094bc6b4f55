import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactId } from '../../../../shared/base/ids.ts';
import { makeZip } from '../../archives/testing/make-zip.ts';
import { collectCase } from '../../bundle/collect-case.ts';
import { writeBundle } from '../../bundle/write-bundle.ts';
import { createCaseStore } from '../case-store.ts';
import { importPath } from '../import-path.ts';
import { mergeInto } from '../merge-case.ts';

// A process that writes a case in every way there is, until it is killed: `case-writer <data folder> <case folder> <run>`.
const [dataFolder = '', caseFolder = '', run = ''] = process.argv.slice(2);
const source = path.join(dataFolder, `source-${run}`);
await mkdir(source, { recursive: true });
const cases = createCaseStore({ dataFolder, version: 'soak' });
const target = await cases.open(caseFolder);
const other = await cases.create(`other ${run}`);
process.stdout.write('writing\n');
for (let n = 0; ; n++) {
  await writeFile(path.join(source, 'plain.txt'), `run ${run} file ${n}\n`.repeat(2000));
  await writeFile(path.join(source, 'more.zip'), makeZip([{ name: 'a.txt', data: `a ${run} ${n}` }, { name: 'b.zip', data: makeZip([{ name: 'b.txt', data: `b ${run} ${n}\n`.repeat(5000), isDeflated: true }]) }, { name: '../c.txt', data: 'c' }]));
  await importPath(target, source);
  await writeFile(path.join(source, 'other.txt'), `other ${run} file ${n}\n`.repeat(2000));
  await mergeInto(target, other, await importPath(other, path.join(source, 'other.txt')));
  await target.setNotes(`notes ${run} ${n}\n`.repeat(500));
  await target.setRowMarks([{ artifacts: [`${target.captures()[0]?.id}.1` as ArtifactId], view: 'threads', row: n, line: null, label: 'x'.repeat(900), bookmarked: true, note: '' }]);
  await target.rename(`name ${run} ${n}`);
  const { members } = await collectCase(caseFolder, null);
  await writeBundle(path.join(dataFolder, 'case.borescope'), members, { writtenBy: 'soak', redacted: null });
}
