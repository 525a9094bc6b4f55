import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostApi, HostHandlers } from '../../shared/host-api/contract.ts';
import type { SourceListing } from '../../shared/host-api/views.ts';
import { dispatch } from '../../shared/host-api/dispatch.ts';
import { CaseReader } from './case-reader.ts';
import { createCaseStore } from './case-store/case-store.ts';
import { createUploads } from './case-store/uploads.ts';
import { createChangeNotice } from './change-notice.ts';
import { createConnections, type Connections } from './connections.ts';
import { dataFolderOf } from './data-folder.ts';
import { dialSshOver } from './dial-ssh.ts';
import { createEngineClient } from './engine/engine-client.ts';
import { createEventHub } from './event-hub.ts';
import { analysisHandlers } from './handlers/analysis-handlers.ts';
import { bundleHandlers } from './handlers/bundle-handlers.ts';
import { captureHandlers } from './handlers/capture-handlers.ts';
import { caseHandlers } from './handlers/case-handlers.ts';
import type { HostContext } from './handlers/host-context.ts';
import { hostHandlers } from './handlers/host-handlers.ts';
import { importHandlers } from './handlers/import-handlers.ts';
import { tableHandlers } from './handlers/table-handlers.ts';
import { targetHandlers } from './handlers/target-handlers.ts';
import { asHostError } from './host-errors.ts';
import { createJobs } from './jobs.ts';
import { openTransport } from './open-transport.ts';
import { listSource } from './list-source.ts';
import { createPromptDesk } from './prompt-desk.ts';
import { createTokenBookFile } from './redaction/token-book-file.ts';
import { configHosts } from './transports/ssh/config/config-hosts.ts';
import { createTranscript } from './transcript.ts';
import { createTargetBook } from './target-book.ts';
import { startEngineWorker } from './engine/start-engine-worker.ts';
import { VERSION } from './version.ts';

export interface HostOptions {
  /** Where cases and settings lie; absent: `BORESCOPE_HOME` or the platform's place. */
  readonly dataFolder?: string;
  /** Where the sample incident lies; absent: `resources/` of this installation. */
  readonly resourcesFolder?: string;
  /** The workbench file that exports are made from; absent: that of this installation. */
  readonly workbenchTemplate?: string;
}

/** The host behind every door. */
export interface Host extends HostApi {
  readonly handlers: HostHandlers;
  /** Cancels jobs, refuses open prompts, closes connections and lets go of all cases. */
  close(): Promise<void>;
}

/** The composition root: the only place that knows every part of the host. */
export function createHost(options: HostOptions = {}): Host {
  const dataFolder = path.resolve(options.dataFolder ?? dataFolderOf(process.env));
  const closing = new AbortController();
  // Each question to a target listens while it waits.
  setMaxListeners(0, closing.signal);
  const events = createEventHub();
  const prompts = createPromptDesk(events);
  const cases = createCaseStore({ dataFolder, version: VERSION });
  const changes = createChangeNotice(events);
  const engine = createEngineClient(() => startEngineWorker(dataFolder));
  const reader = new CaseReader(engine, (caseId) => changes.soon(caseId));
  const uploads = createUploads((target, writer) => reader.follow(target, writer));
  const jobs = createJobs(events);
  const transcript = createTranscript();
  const connections: Connections = createConnections((target) => transcript.recorded(openTransport(target, { prompts, dataFolder, dialSsh, lend: (uri, use) => connections.with(uri, use) })));
  const dialSsh = dialSshOver(() => connections);
  const browseSource = (uri: string): Promise<SourceListing> => listSource(uri, dialSsh, closing.signal);
  const targets = createTargetBook(dataFolder, () => configHosts(os.homedir()));
  const tokenBooks = createTokenBookFile(dataFolder);
  const resourcesFolder = options.resourcesFolder ?? installed('../resources', '../../resources');
  const workbenchTemplate = options.workbenchTemplate ?? installed('./workbench.html', '../../dist/workbench.html');
  const context: HostContext = { version: VERSION, dataFolder, resourcesFolder, workbenchTemplate, events, cases, uploads, engine, reader, changes, jobs, prompts, targets, connections, transcript, tokenBooks, browseSource, closing: closing.signal };
  const handlers: HostHandlers = {
    ...hostHandlers(context),
    ...targetHandlers(context),
    ...captureHandlers(context),
    ...caseHandlers(context),
    ...importHandlers(context),
    ...bundleHandlers(context),
    ...tableHandlers(context),
    ...analysisHandlers(context),
  };
  const close = async (): Promise<void> => {
    closing.abort();
    prompts.close();
    await jobs.close();
    await uploads.close();
    await connections.close();
    await cases.close();
    await engine.close();
    changes.close();
  };
  let closed: Promise<void> | null = null;
  return {
    handlers,
    call: (name, input) => dispatch(handlers, name, input).catch((error: unknown) => Promise.reject(asHostError(error))) as Promise<never>,
    on: (name, listener) => events.on(name, listener),
    close: () => (closed ??= close()),
  };
}

/** A file or folder of this installation: as seen from `dist/` when built, from this file when run from sources. */
function installed(fromBuilt: string, fromSource: string): string {
  const candidates = [fromBuilt, fromSource].map((relative) => fileURLToPath(new URL(relative, import.meta.url)));
  return candidates.find((place) => existsSync(place)) ?? candidates[0] ?? '';
}
