import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ColumnTable } from '../base/column-table.ts';
import { LANGUAGES, type Catalogue } from '../base/message.ts';
import { ENGINE_MESSAGES } from '../engine/messages.ts';
import type { ArtifactKind } from './artifact-kind.ts';
import { ARTIFACT_KINDS } from './registry.ts';
import type { ColumnSpec } from './table-view.ts';
import { ARTIFACTS_FOLDER, analyze, fixturesOf, parseInChunks, shortened } from './testing/kind-fixtures.ts';
import { fixedKeys, messagesAbout } from './testing/messages-of-kind.ts';

// UPDATE_GOLDEN=1 writes the goldens anew; read the difference before committing it.
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';
const WHOLE = 1 << 26;

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 + text.length * 2));
  view.setUint16(0, 0xfeff, littleEndian);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

function hasKey(messages: Catalogue, language: 'en' | 'ko', key: string): boolean {
  return [messages, ENGINE_MESSAGES as Catalogue].some((catalogue) => Object.hasOwn(catalogue[language], key) || Object.hasOwn(catalogue[language], `${key}_other`));
}

function placeholders(sentence: string | undefined): readonly string[] {
  return [...new Set(Array.from((sentence ?? '').matchAll(/{{\s*(\w+)/g), (match) => match[1] ?? ''))].toSorted();
}

function expectTable(table: ColumnTable, columns: readonly ColumnSpec[]): void {
  expect(Object.keys(table.columns)).toEqual(expect.arrayContaining(columns.map(({ id }) => id)));
  for (const { id, type } of columns) {
    const column = table.columns[id];
    expect(column?.type, id).toBe(type);
    expect(column?.type === 'text' ? column.codes.length : column?.values.length, id).toBe(table.rowCount);
    if (column?.type === 'text') expect(column.codes.every((code) => code <= column.dictionary.length), `${id} stays within its dictionary`).toBe(true);
  }
  expect(table.firstLine.length).toBe(table.rowCount);
  expect(table.lastLine.length).toBe(table.rowCount);
  expect(table.firstLine.every((first, row) => first <= (table.lastLine[row] ?? 0))).toBe(true);
}

function describeKind(kind: ArtifactKind<unknown>): void {
  const fixtures = fixturesOf(kind.id);
  const read = (bytes: Uint8Array, chunkBytes = WHOLE) => parseInChunks(kind, bytes, chunkBytes);

  it('[KIND-01] has fixtures, each named in PROVENANCE.md, and a SPEC.md', () => {
    expect(fixtures.length).toBeGreaterThan(0);
    const provenance = readFileSync(path.join(ARTIFACTS_FOLDER, kind.id, 'fixtures/PROVENANCE.md'), 'utf8');
    expect(fixtures.map(({ name }) => name).filter((name) => !provenance.includes(name))).toEqual([]);
    expect(existsSync(path.join(ARTIFACTS_FOLDER, kind.id, 'SPEC.md'))).toBe(true);
  });

  it.each(fixtures)('[KIND-02] reads $name as its golden says', ({ bytes, golden }) => {
    const analysis = shortened(analyze(kind, bytes).analysis);
    if (isUpdating) writeFileSync(golden, `${JSON.stringify(analysis, null, 1)}\n`);
    expect(analysis).toEqual(JSON.parse(readFileSync(golden, 'utf8')));
  });

  it.each(fixtures)('[KIND-03] gives the same model for $name again, and after a structured clone', ({ bytes }) => {
    const artifacts = read(bytes);
    expect(artifacts.length).toBeGreaterThan(0);
    expect(read(bytes)).toEqual(artifacts);
    expect(structuredClone(artifacts)).toEqual(artifacts);
  });

  it.each(fixtures)('[KIND-04] gives the same for $name with CRLF, with CR, without its last line end, and in UTF-16', ({ bytes }) => {
    const text = decoded(bytes).replaceAll('\r\n', '\n');
    const { analysis } = analyze(kind, new TextEncoder().encode(text));
    const copies = {
      crlf: new TextEncoder().encode(text.replaceAll('\n', '\r\n')),
      cr: new TextEncoder().encode(text.replaceAll('\n', '\r')),
      unended: new TextEncoder().encode(text.replace(/\n$/, '')),
      'utf-16le': utf16(text, true),
      'utf-16be': utf16(text, false),
    };
    for (const [name, copy] of Object.entries(copies)) expect(analyze(kind, copy).analysis, name).toEqual(analysis);
  });

  it.each(fixtures)('[KIND-05] never throws on $name cut after any line or inside one', ({ bytes }) => {
    const ends = Array.from(bytes.keys()).filter((at) => bytes[at] === 10);
    const step = Math.max(1, Math.floor(ends.length / 24));
    for (let i = 0; i < ends.length; i += step) {
      const end = (ends[i] ?? 0) + 1;
      for (const cut of [end, end - 1, end + 17]) expect(() => analyze(kind, bytes.subarray(0, cut))).not.toThrow();
    }
  });

  it.each(fixtures)('[KIND-06] gives the same for $name however its bytes are chunked', ({ bytes }) => {
    const whole = read(bytes);
    for (const chunkBytes of [1, 7, 64, 1021, 65_536]) expect(read(bytes, chunkBytes), `chunks of ${chunkBytes}`).toEqual(whole);
  });

  it.each(fixtures)('[KIND-07] is the kind that $name is taken for', ({ bytes }) => {
    const scores = ARTIFACT_KINDS.map((other) => ({ id: other.id, score: other.sniff(bytes.subarray(0, 65_536)) }));
    const own = scores.find(({ id }) => id === kind.id)?.score ?? 0;
    expect(own).toBeGreaterThan(0.5);
    expect(scores.filter(({ id, score }) => id !== kind.id && score >= own)).toEqual([]);
  });

  it('[KIND-08] has every sentence it uses in both languages, with the same placeholders', () => {
    const keys = new Set([...fixedKeys(kind), ...messagesAbout(kind, fixtures.flatMap(({ bytes }) => read(bytes))).map(({ key }) => key)]);
    for (const language of LANGUAGES) expect([...keys].filter((key) => !hasKey(kind.messages, language, key)), language).toEqual([]);
    const differing = Object.keys(kind.messages.en).filter((key) => placeholders(kind.messages.en[key]).join() !== placeholders(kind.messages.ko[key]).join());
    expect(differing).toEqual([]);
  });

  it.each(fixtures)('[KIND-10] builds for $name every column that its views declare, and as many rows as it says beforehand', ({ bytes }) => {
    const artifacts = read(bytes);
    for (const { parsed } of artifacts) {
      for (const view of kind.tables) {
        const table = view.build(parsed.model);
        expectTable(table, [...view.columns, ...(view.moreColumns?.(parsed.model) ?? [])]);
        expect(view.rowCount?.(parsed.model) ?? table.rowCount, view.id).toBe(table.rowCount);
      }
    }
    const [first] = artifacts;
    if (!first) return;
    for (const captures of [2, 3, 7]) {
      for (const view of kind.series) {
        const table = view.build([first, ...Array.from({ length: captures - 1 }, () => first)]);
        expectTable(table, view.columns(captures));
        // What all captures hold lies in the last one.
        expect(table.firstLine.every((line, row) => line === 0 || table.lineCapture?.[row] === captures - 1), view.id).toBe(true);
      }
    }
  });

  it('[KIND-11] sorts its tables by columns that they have', () => {
    for (const view of kind.tables) expect(view.columns.map(({ id }) => id)).toEqual(expect.arrayContaining(view.sort.map(({ column }) => column)));
    for (const view of kind.series) expect(view.columns(2).map(({ id }) => id)).toEqual(expect.arrayContaining(view.sort.map(({ column }) => column)));
  });

  it.each(fixtures)('[KIND-12] supports every finding about $name by lines of the capture that was read', ({ bytes }) => {
    for (const artifact of read(bytes)) {
      const { span } = artifact.parsed;
      const evidence = kind.analyzers.flatMap((analyze) => analyze(artifact)).flatMap((finding) => finding.evidence);
      expect(evidence.filter(({ artifact: id, line }) => id !== artifact.id || line < span.first || line > span.last)).toEqual([]);
    }
  });
}

describe('the registry', () => {
  it('[KIND-13] lists every kind that has a folder, once, under the name of its folder', () => {
    const folders = readdirSync(ARTIFACTS_FOLDER, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== '_template' && existsSync(path.join(ARTIFACTS_FOLDER, entry.name, 'kind.ts')))
      .map(({ name }) => name);
    expect(ARTIFACT_KINDS.map(({ id }) => id).toSorted()).toEqual(folders.toSorted());
  });

  it('[KIND-09] has no catalogue key that two kinds, or a kind and the engine, both declare', () => {
    const keys = [ENGINE_MESSAGES, ...ARTIFACT_KINDS.map(({ messages }) => messages)].flatMap((catalogue) => Object.keys(catalogue.en));
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });
});

for (const kind of ARTIFACT_KINDS) describe(kind.id, () => describeKind(kind));
