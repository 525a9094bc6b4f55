import type { ReactNode } from 'react';
import { kindById } from '../../../shared/artifacts/registry.ts';
import { message } from '../../../shared/base/message.ts';
import type { RowMark } from '../../../shared/evidence/row-mark.ts';
import type { CaseView } from '../../../shared/host-api/views.ts';
import { artifactLabel, findArtifact } from '../../selectors/artifact-names.ts';
import { useWords, type Words } from '../../selectors/use-words.ts';
import { goTo } from '../../state/case-actions.ts';
import { useSnapshot } from '../../state/live-store.ts';
import { placeKey, type Place } from '../../state/place.ts';
import { select } from '../../state/session-store.ts';

interface MarkedPlace {
  readonly title: string;
  readonly place: Place;
}

/** The table a mark is in; null when its capture has gone. */
function placeOf(view: CaseView, { artifacts, view: id }: RowMark, { translate }: Words): MarkedPlace | null {
  const [first] = artifacts;
  const artifact = first === undefined ? null : findArtifact(view, first);
  if (first === undefined || artifact === null) return null;
  const kind = kindById(artifact.kind);
  const views: readonly { readonly id: string; readonly title: string }[] = [...(kind?.tables ?? []), ...(kind?.series ?? [])];
  const title = translate(message(views.find((one) => one.id === id)?.title ?? id));
  if (artifacts.length > 1) return { title, place: { type: 'series', kind: artifact.kind, view: id } };
  return { title: `${title} ${artifactLabel(view, artifact)}`, place: { type: 'table', artifact: first, view: id, search: '' } };
}

/** Rows with a bookmark or a note; each opens its table at that row. */
export function MarkedRows({ view }: { readonly view: CaseView }): ReactNode {
  const words = useWords();
  const { t } = words;
  const snapshot = useSnapshot();
  const open = (mark: RowMark, place: Place): void => {
    goTo(place);
    // Of several captures the mark does not say which one the line is in.
    const [source = null, ...others] = mark.artifacts;
    const span = mark.line === null || others.length > 0 ? null : { first: mark.line, last: mark.line };
    select(placeKey(place), { artifacts: mark.artifacts, source, row: { view: mark.view, row: mark.row }, title: null, facts: [], span });
  };
  return (
    <section className="section" aria-label={t('marks.title')}>
      <h2>{t('marks.title')}</h2>
      {view.marks.length === 0 ? <p className="muted">{snapshot === null ? t('marks.none') : t('marks.none-written')}</p> : null}
      <ul className="marked-rows">
        {view.marks.map((mark) => {
          const found = placeOf(view, mark, words);
          return (
            <li key={JSON.stringify([mark.artifacts, mark.view, mark.row])}>
              {found === null ? (
                <span className="muted">{`${mark.label} · ${t('marks.gone')}`}</span>
              ) : (
                <button type="button" className="jump" onClick={() => open(mark, found.place)}>
                  <code>{mark.label}</code> · {found.title}
                </button>
              )}
              {mark.note === '' ? null : <p>{mark.note}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
