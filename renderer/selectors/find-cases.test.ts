import { describe, expect, it } from 'vitest';
import type { CaseId } from '../../shared/base/ids.ts';
import type { CaseEntry } from '../../shared/host-api/views.ts';
import { findCases, tagsOfCases } from './find-cases.ts';

const entry = (name: string, ...tags: readonly string[]): CaseEntry => ({ id: name as CaseId, name, tags, path: `/cases/${name}`, createdAt: '2026-11-21T00:00:00.000Z', captures: 1, bytes: 1 });
const CASES = [entry('Checkout', 'prod', '결제'), entry('Search', 'prod'), entry('Nightly batch')];
const namesOf = (found: readonly CaseEntry[]): readonly string[] => found.map(({ name }) => name);

describe('finding recent cases', () => {
  it('[RECENT-01] finds by a part of the name or of a tag, however it is cased or composed', () => {
    expect(namesOf(findCases(CASES, ' NIGHT ', null))).toEqual(['Nightly batch']);
    expect(namesOf(findCases(CASES, 'pro', null))).toEqual(['Checkout', 'Search']);
    expect(namesOf(findCases(CASES, '결제'.normalize('NFD'), null))).toEqual(['Checkout']);
    expect(findCases(CASES, '', null)).toEqual(CASES);
  });

  it('[RECENT-02] keeps to cases of a tag, and to the text within them', () => {
    expect(namesOf(findCases(CASES, '', 'prod'))).toEqual(['Checkout', 'Search']);
    expect(namesOf(findCases(CASES, 'sea', 'prod'))).toEqual(['Search']);
    expect(findCases(CASES, 'nightly', 'prod')).toEqual([]);
  });

  it('[RECENT-03] lists every tag once', () => {
    expect(tagsOfCases(CASES, 'en')).toEqual(['prod', '결제']);
  });
});
