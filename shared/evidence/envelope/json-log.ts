import { startsWithMark } from './content-marks.ts';
import type { Envelope, Peeler } from './envelope.ts';
import { PartialLines } from './partial-lines.ts';
import { joinStreams } from './prefix-peeler.ts';
import { mostMatch } from './sample-lines.ts';

type Fields = Readonly<Record<string, unknown>>;

function parseFields(line: string): Fields | null {
  if (!line.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null;
  }
}

function textIn(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
}

/** Where collectors name the container or process that wrote a record, and in which fields those fields stand. */
const SOURCE_FIELDS = ['stream', 'pod', 'pod_name', 'container', 'container_name', 'container_id', 'hostname', 'host', '_PID'];
const SOURCE_GROUPS = ['kubernetes', 'resource', 'labels', 'docker'];

function fieldsIn(fields: Fields, name: string): Fields | null {
  const value = fields[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function streamOf(fields: Fields): string {
  const ofGroups = SOURCE_GROUPS.reduce((stream, name) => {
    const group = fieldsIn(fields, name);
    return group === null ? stream : joinStreams(stream, streamOf(group));
  }, '');
  return SOURCE_FIELDS.reduce((stream, name) => joinStreams(stream, textIn(fields, name) ?? ''), ofGroups);
}

function emitLines(text: string, emitOne: (line: string) => void): void {
  for (const line of text.split(/\r*\n/)) emitOne(line);
}

/** What the JSON driver of Docker writes: the text keeps its line end, a piece of a longer line has none. */
function dockerPeeler(): Peeler {
  const pieces = new PartialLines();
  return {
    line(text, first, last, outer, emit) {
      const fields = parseFields(text);
      const log = fields === null ? null : textIn(fields, 'log');
      if (fields === null || log === null) {
        emit(text, first, last, outer);
        return false;
      }
      const stream = joinStreams(outer, streamOf(fields));
      const isWhole = log.endsWith('\n');
      emitLines(isWhole ? log.slice(0, -1).replace(/\r+$/, '') : log, (line) => pieces.add(line, first, last, stream, isWhole, emit));
      return true;
    },
    finish: (emit) => pieces.finish(emit),
  };
}

/** The field, or the field in a field, that holds a tool's lines. */
function findTextField(fields: Fields): readonly string[] | null {
  for (const name of Object.keys(fields)) {
    if ((textIn(fields, name) ?? '').split('\n').some(startsWithMark)) return [name];
    const group = fieldsIn(fields, name);
    const inner = group === null ? undefined : Object.keys(group).find((key) => (textIn(group, key) ?? '').split('\n').some(startsWithMark));
    if (inner !== undefined) return [name, inner];
  }
  return null;
}

function textAt(fields: Fields, [name = '', inner]: readonly string[]): string | null {
  if (inner === undefined) return textIn(fields, name);
  const group = fieldsIn(fields, name);
  return group === null ? null : textIn(group, inner);
}

function fieldPeeler(path: readonly string[]): Peeler {
  return {
    line(text, first, last, outer, emit) {
      const fields = parseFields(text);
      const value = fields === null ? null : textAt(fields, path);
      if (fields === null || value === null) {
        emit(text, first, last, outer);
        return false;
      }
      const stream = joinStreams(outer, streamOf(fields));
      emitLines(value.replace(/[\r\n]+$/, ''), (line) => emit(line, first, last, stream));
      return true;
    },
    finish() {},
  };
}

const DOCKER = /^\{(?:"stream":"\w+",)?"log":"/;

/** Docker's json-file logs, 16 KiB pieces joined. ENV-12 */
export const DOCKER_JSON: Envelope = {
  detect: (sample) => (mostMatch(sample, DOCKER) ? { kind: 'docker-json', peeler: dockerPeeler() } : null),
};

/** Loggers and collectors that write one JSON record a line: the field in which a tool's text was seen. ENV-12 */
export const JSON_LOG: Envelope = {
  detect(sample) {
    for (const line of sample) {
      const fields = parseFields(line);
      if (fields === null) continue;
      const path = findTextField(fields);
      if (path !== null) return { kind: 'json-log', peeler: fieldPeeler(path) };
    }
    return null;
  },
};
