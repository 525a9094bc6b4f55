import type { ArtifactKind } from '../artifact-kind.ts';
import { analyzeDescriptors, analyzeUnnamedSockets } from './analyze-descriptors.ts';
import { analyzeDeletedGrowth, analyzeDescriptorGrowth } from './analyze-growth.ts';
import { analyzeDeletedFiles, analyzeRepeatedFiles } from './analyze-held-files.ts';
import { openFilesContract } from './contract.ts';
import { diffOpenFiles } from './diff.ts';
import { inspectFile } from './inspect.ts';
import { OPEN_FILES_MESSAGES } from './messages.ts';
import type { OpenFiles } from './model.ts';
import { OpenFilesParser } from './parse.ts';
import { OPEN_FILES_RECIPE } from './recipe.ts';
import { FILES_DIFF, TYPES_SERIES } from './series-view.ts';
import { sniffOpenFiles } from './sniff.ts';
import { DELETED, figures, FILES, REPEATED, TYPES } from './view.ts';

/** Open files of processes: lsof, and the links of /proc/PID/fd. */
export const OPEN_FILES: ArtifactKind<OpenFiles> = {
  id: 'open-files',
  title: 'open-files.title',
  parserVersion: 1,
  messages: OPEN_FILES_MESSAGES,
  sniff: sniffOpenFiles,
  createParser: () => new OpenFilesParser(),
  tables: [FILES, TYPES, DELETED, REPEATED],
  series: [TYPES_SERIES, FILES_DIFF],
  trees: [],
  keyFigures: (model) => figures(model).map((figure) => ({ ...figure, label: `open-files.figure.${figure.id}` })),
  analyzers: [analyzeDescriptors, analyzeDeletedFiles, analyzeRepeatedFiles, analyzeUnnamedSockets],
  seriesAnalyzers: [analyzeDescriptorGrowth, analyzeDeletedGrowth],
  inspect: inspectFile,
  toContract: openFilesContract,
  diff: diffOpenFiles,
  recipe: OPEN_FILES_RECIPE,
};
