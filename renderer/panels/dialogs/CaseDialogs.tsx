import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useHost } from '../../host/host-context.ts';
import { useWords } from '../../selectors/use-words.ts';
import { start } from '../../state/attempt.ts';
import { closeCase, refreshCases, refreshView, showCase } from '../../state/case-actions.ts';
import { useCases } from '../../state/case-store.ts';
import { showDialog } from '../../state/session-store.ts';
import { DialogFrame } from './DialogFrame.tsx';
import { OneLineDialog } from './OneLineDialog.tsx';

export function OpenCaseDialog(): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const open = async (path: string): Promise<void> => {
    const entry = await host.call('cases.open', { path });
    await refreshCases(host);
    await showCase(host, entry.id);
  };
  return <OneLineDialog title={t('open-case.title')} label={t('open-case.path')} hint={t('open-case.hint')} action={t('open-case.open')} run={open} />;
}

export function RenameCaseDialog(): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const entry = useCases((cases) => cases.view?.entry ?? null);
  if (entry === null) return null;
  const rename = async (name: string): Promise<void> => {
    await host.call('cases.rename', { caseId: entry.id, name });
    await Promise.all([refreshCases(host), refreshView(host)]);
  };
  return <OneLineDialog title={t('rename.title')} label={t('rename.name')} initial={entry.name} action={t('rename.save')} run={rename} />;
}

export function DeleteCaseDialog(): ReactNode {
  const { t } = useWords();
  const host = useHost();
  const entry = useCases((cases) => cases.view?.entry ?? null);
  if (entry === null) return null;
  const remove = async (): Promise<void> => {
    showDialog(null);
    await host.call('cases.delete', { caseId: entry.id });
    closeCase();
    await refreshCases(host);
  };
  return (
    <DialogFrame
      role="alertdialog"
      title={t('delete.title')}
      footer={
        <>
          <Button className="button" autoFocus onPress={() => showDialog(null)}>
            {t('dialog.cancel')}
          </Button>
          <Button className="button danger" onPress={() => start(remove)}>
            {t('delete.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('delete.warning', { name: entry.name, captures: entry.captures, bytes: entry.bytes, path: entry.path })}</p>
    </DialogFrame>
  );
}
