import { HOST_MESSAGES } from '../shared/host-api/messages.ts';
import { engineCatalogues } from '../shared/engine/catalogues.ts';
import type { Catalogue } from '../shared/base/message.ts';
import { TREND_SENTENCES } from '../shared/report/trend-messages.ts';
import { CAPTURE_MESSAGES } from './messages/capture.ts';
import { CASE_MESSAGES } from './messages/case.ts';
import { DIALOG_MESSAGES } from './messages/dialogs.ts';
import { FLAME_MESSAGES } from './messages/flame.ts';
import { FRAME_MESSAGES } from './messages/frame.ts';
import { HANDING_ON_MESSAGES } from './messages/handing-on.ts';
import { MERGING_MESSAGES } from './messages/merging.ts';
import { REPORT_DIALOG_MESSAGES } from './messages/report.ts';
import { TARGET_MESSAGES } from './messages/targets.ts';
import { TREND_MESSAGES } from './messages/trend.ts';
import { WIDGET_MESSAGES } from './widgets/messages.ts';

const SHELL_CATALOGUES = [FRAME_MESSAGES, CASE_MESSAGES, DIALOG_MESSAGES, CAPTURE_MESSAGES, TREND_MESSAGES, FLAME_MESSAGES, HANDING_ON_MESSAGES, TARGET_MESSAGES, REPORT_DIALOG_MESSAGES, MERGING_MESSAGES] as const;

type Singular<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;
/** Distributes over the catalogues: the keys of all, not those they have in common. */
type KeysOf<One> = One extends { readonly en: infer Texts } ? keyof Texts & string : never;

/** Every key of the shell; a misspelt one is a compile error. */
export type ShellKey = Singular<KeysOf<(typeof SHELL_CATALOGUES)[number]>>;

/** Every sentence a window can show, whoever wrote it. */
export const CATALOGUES: readonly Catalogue[] = [...SHELL_CATALOGUES, WIDGET_MESSAGES, TREND_SENTENCES, HOST_MESSAGES, ...engineCatalogues()];
