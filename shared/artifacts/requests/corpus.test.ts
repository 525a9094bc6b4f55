import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { requestsContract } from './contract.ts';
import { RequestParser } from './parse.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../../../shared/corpus/tomcat10-jdk17');

function rowsOf(file: string): readonly Readonly<Record<string, unknown>>[] {
  const parser = new RequestParser();
  parser.push(readFileSync(path.join(FOLDER, file)));
  return parser.finish().flatMap(({ model }) => requestsContract(model)['requests'] as readonly Readonly<Record<string, unknown>>[]);
}

/** thread, nid_hex, tid_dec, uri, query, stage, requestProcessingTime_ms, jvm_state, role */
function truth(): readonly (readonly string[])[] {
  return readFileSync(path.join(FOLDER, 'ground-truth-t0.tsv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split('\t'));
}

describe.skipIf(!existsSync(FOLDER))('requests of the loaded Tomcat', () => {
  it('[RQ-01] finds each worker with its URI and age in the jmxproxy listing', () => {
    const rows = new Map(rowsOf('t0-jmxproxy-RequestProcessor.txt').map((row) => [row['thread'], row]));
    for (const [thread = '', , , uri = '', query = '', , ms] of truth()) {
      expect(rows.get(thread), thread).toMatchObject({ url: query === '' || query === 'null' ? uri : `${uri}?${query}`, durationMs: Number(ms), stage: 'service' });
    }
  });

  it('[RQ-02] counts the same requests in flight on the status pages', () => {
    const own = (file: string): number => rowsOf(file).filter(({ url, progress }) => progress === 'in-flight' && String(url).startsWith('/shop/')).length;
    expect([own('t0-manager-status.xml'), own('t0-manager-status.html')]).toEqual([28, 28]);
  });

  it('[RQ-05] reads the durations of the access log in microseconds, as its second time shows', () => {
    const rows = rowsOf('access_log.txt');
    expect(rows.find(({ url }) => url === '/manager/status')).toMatchObject({ durationMs: 102.253, thread: 'http-nio-127.0.0.1-18080-exec-1' });
    expect(Math.max(...rows.map(({ durationMs }) => Number(durationMs)))).toBeGreaterThan(95_000);
  });
});
