import type { ChangeNotice } from '../change-notice.ts';
import type { CaseReader } from '../case-reader.ts';
import type { CaseStore } from '../case-store/case-store.ts';
import type { Uploads } from '../case-store/uploads.ts';
import type { Connections } from '../connections.ts';
import type { EngineClient } from '../engine/engine-client.ts';
import type { EventHub } from '../event-hub.ts';
import type { Jobs } from '../jobs.ts';
import type { PromptDesk } from '../prompt-desk.ts';
import type { TokenBookFile } from '../redaction/token-book-file.ts';
import type { TargetBook } from '../target-book.ts';
import type { Transcript } from '../transcript.ts';
import type { SourceListing } from '../../../shared/host-api/views.ts';
import type { HostHandlers, MethodName } from '../../../shared/host-api/contract.ts';

/** What the handlers work with; made once by createHost. */
export interface HostContext {
  readonly version: string;
  /** Where cases, settings and a person's own rules lie. */
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  /** The built workbench file without a case in it. */
  readonly workbenchTemplate: string;
  readonly events: EventHub;
  readonly cases: CaseStore;
  readonly uploads: Uploads;
  readonly engine: EngineClient;
  readonly reader: CaseReader;
  readonly changes: ChangeNotice;
  readonly jobs: Jobs;
  readonly prompts: PromptDesk;
  readonly targets: TargetBook;
  readonly connections: Connections;
  readonly transcript: Transcript;
  readonly tokenBooks: TokenBookFile;
  readonly browseSource: (uri: string) => Promise<SourceListing>;
  /** Fires when the host closes. */
  readonly closing: AbortSignal;
}

/** The handlers of some rows of the contract. */
export type HandlersOf<Name extends MethodName> = Pick<HostHandlers, Name>;
/** All rows whose names start alike, e.g. `cases`. */
export type Area<Prefix extends string> = Extract<MethodName, `${Prefix}.${string}`>;
