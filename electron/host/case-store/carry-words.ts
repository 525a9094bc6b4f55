import type { ArtifactId, CaptureId } from '../../../shared/base/ids.ts';
import { isSameRow, type RowMark } from '../../../shared/evidence/row-mark.ts';
import type { OpenCase } from './open-case.ts';

/** By the ids of captures in the case they come from: those in the case they went to. */
export type NewIds = ReadonlyMap<string, CaptureId>;

/** Takes what a person wrote on a case, and on rows of the captures that went along, over to the other. Twice gives the same as once. */
export async function carryWords(source: OpenCase, target: OpenCase, ids: NewIds): Promise<void> {
  await carryMarks(source, target, ids);
  await carryNotes(source, target);
}

async function carryMarks(source: OpenCase, target: OpenCase, ids: NewIds): Promise<void> {
  const here = await target.rowMarks();
  const marks = (await source.rowMarks()).flatMap((mark) => {
    const artifacts = mark.artifacts.flatMap((id) => artifactThere(id, ids) ?? []);
    // A row of a series that did not come whole is no row here.
    if (artifacts.length < mark.artifacts.length) return [];
    const moved: RowMark = { ...mark, artifacts };
    const known = here.find((one) => isSameRow(one, moved));
    return [known === undefined ? moved : bothOf(known, moved)];
  });
  if (marks.length > 0) await target.setRowMarks(marks);
}

function artifactThere(id: ArtifactId, ids: NewIds): ArtifactId | null {
  const dot = id.lastIndexOf('.');
  const capture = ids.get(id.slice(0, dot));
  return capture === undefined ? null : (`${capture}${id.slice(dot)}` as ArtifactId);
}

function bothOf(known: RowMark, coming: RowMark): RowMark {
  const note = known.note.includes(coming.note) ? known.note : `${known.note}\n${coming.note}`.trim();
  return { ...known, bookmarked: known.bookmarked || coming.bookmarked, note };
}

/** Below what is there, under the name of the case they come from. */
async function carryNotes(source: OpenCase, target: OpenCase): Promise<void> {
  const coming = (await source.notes()).trim();
  if (coming === '') return;
  const here = (await target.notes()).trimEnd();
  const section = `## ${source.entry().name}\n\n${coming}`;
  if (here.includes(section)) return;
  await target.setNotes(`${here === '' ? '' : `${here}\n\n`}${section}\n`);
}
