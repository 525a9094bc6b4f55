import { kindById } from '../artifacts/registry.ts';
import type { ArtifactId } from '../base/ids.ts';
import { message, type Message } from '../base/message.ts';
import type { Translate } from '../base/translate.ts';
import { shortenText } from '../base/visible-text.ts';
import type { ReportArtifact, ReportInput, ReportSource } from './report-input.ts';

const PARAM_LIMIT = 300;

/** What a report calls things. */
export interface Names {
  kind(id: string): string;
  /** File or capture name of the artifact's source. */
  source(artifact: ArtifactId): string;
  /** `source` and, where a source holds several artifacts, the first line: `app.log:12`. */
  artifact(artifact: ArtifactId): string;
}

/** What every composing function needs beside the input. */
export interface ComposeContext {
  readonly translate: Translate;
  readonly names: Names;
}

export function sourceName(source: ReportSource): string {
  return source.kind === 'capture' ? source.capture.name : source.path;
}

export function kindTitle(id: string, translate: Translate): string {
  const kind = kindById(id);
  return kind === null ? id : translate(message(kind.title));
}

/** The folder that all paths lie in, with its last slash; a report names files by what is beyond it. */
export function sharedFolder(paths: readonly string[]): string {
  const [first = '', ...rest] = paths;
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  while (folder !== '' && !rest.every((path) => path.startsWith(folder))) folder = folder.length < 2 ? '' : folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
  return folder;
}

/** A sentence with its evidence texts shortened: a thread name may be a megabyte long. */
export function shortSentence(sentence: Message, translate: Translate): string {
  const params = Object.fromEntries(Object.entries(sentence.params).map(([name, value]) => [name, typeof value === 'string' ? shortenText(value, PARAM_LIMIT) : value]));
  return translate({ key: sentence.key, params });
}

export function indexNames(input: ReportInput, translate: Translate): Names {
  const byCapture = new Map<string, string>();
  const folder = sharedFolder(input.sources.flatMap((source) => (source.kind === 'file' ? [source.path] : [])));
  for (const source of input.sources) {
    if (source.kind === 'capture') byCapture.set(source.capture.id, sourceName(source));
    else if (source.kind === 'file') byCapture.set(source.reading.capture, source.path.slice(folder.length));
  }
  const byId = new Map<string, ReportArtifact>(input.artifacts.map((artifact) => [artifact.id, artifact]));
  const perCapture = new Map<string, number>();
  for (const { capture } of input.artifacts) perCapture.set(capture, (perCapture.get(capture) ?? 0) + 1);
  const source = (id: ArtifactId): string => {
    const artifact = byId.get(id);
    return artifact === undefined ? id : (byCapture.get(artifact.capture) ?? artifact.capture);
  };
  return {
    kind: (id) => kindTitle(id, translate),
    source,
    artifact: (id) => {
      const artifact = byId.get(id);
      return artifact !== undefined && (perCapture.get(artifact.capture) ?? 0) > 1 ? `${source(id)}:${artifact.span.first}` : source(id);
    },
  };
}
