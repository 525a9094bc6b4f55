import type { ReactNode } from 'react';
import { assertNever } from '../../../shared/base/assert-never.ts';
import { useSession } from '../../state/session-store.ts';
import { CaptureDialog } from '../capture/CaptureDialog.tsx';
import { JobDialog } from '../capture/JobDialog.tsx';
import { Palette } from '../palette/Palette.tsx';
import { DebugContainerDialog } from '../targets/DebugContainerDialog.tsx';
import { EventsDialog } from '../targets/EventsDialog.tsx';
import { AddTargetDialog } from './AddTargetDialog.tsx';
import { DeleteCaseDialog, OpenCaseDialog, RenameCaseDialog } from './CaseDialogs.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { PasteDialog } from './PasteDialog.tsx';
import { ReportDialog } from '../report/ReportDialog.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import { SettingsDialog } from './SettingsDialog.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { SplitDialog } from './SplitDialog.tsx';
import { TagsDialog } from './TagsDialog.tsx';
import { VerifyDialog } from './VerifyDialog.tsx';

/** The one dialog that is open, if any. */
export function OpenDialog(): ReactNode {
  const dialog = useSession((session) => session.dialog);
  if (dialog === null) return null;
  switch (dialog.type) {
    case 'palette':
      return <Palette />;
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'report':
      return <ReportDialog />;
    case 'export-bundle':
      return <ExportDialog />;
    case 'restore-names':
      return <RestoreDialog />;
    case 'verify':
      return <VerifyDialog />;
    case 'add-target':
      return <AddTargetDialog />;
    case 'paste':
      return <PasteDialog />;
    case 'open-case':
      return <OpenCaseDialog />;
    case 'rename-case':
      return <RenameCaseDialog />;
    case 'delete-case':
      return <DeleteCaseDialog />;
    case 'merge-case':
      return <MergeDialog />;
    case 'split-case':
      return <SplitDialog />;
    case 'tag-case':
      return <TagsDialog />;
    case 'settings':
      return <SettingsDialog />;
    case 'capture':
      return <CaptureDialog preselect={dialog.preselect} again={dialog.again ?? null} />;
    case 'job':
      return <JobDialog jobId={dialog.jobId} />;
    case 'events':
      return <EventsDialog uri={dialog.uri} />;
    case 'debug-container':
      return <DebugContainerDialog uri={dialog.uri} />;
    default:
      return assertNever(dialog);
  }
}
