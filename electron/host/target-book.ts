import path from 'node:path';
import { z } from 'zod';
import { assertNever } from '../../shared/base/assert-never.ts';
import { message } from '../../shared/base/message.ts';
import { formatTargetUri, parseTargetUri } from '../../shared/collect/target-uri.ts';
import type { Target } from '../../shared/collect/target.ts';
import type { TargetInfo } from '../../shared/host-api/views.ts';
import { hostError } from './host-errors.ts';
import { createStateFile } from './state-file.ts';

const content = z.object({ version: z.literal(1), uris: z.array(z.string()), favourites: z.array(z.string()).optional() });

/** The targets a person works with: this computer, then favourites, the others remembered, then those of ssh_config. Holds no secrets: the URI form has no room for one. */
export interface TargetBook {
  list(): Promise<readonly TargetInfo[]>;
  remember(uri: string): Promise<TargetInfo>;
  forget(uri: string): Promise<void>;
  /** A favourite is remembered too. */
  setFavourite(uri: string, favourite: boolean): Promise<TargetInfo>;
}

interface Remembered {
  readonly uris: readonly string[];
  readonly favourites: readonly string[];
}

/** `knownHosts`: names of hosts that are known without having been used, as those of ssh_config. */
export function createTargetBook(dataFolder: string, knownHosts: () => Promise<readonly string[]>): TargetBook {
  const file = createStateFile(path.join(dataFolder, 'targets.json'), content);
  let turn: Promise<unknown> = Promise.resolve();
  const read = async (): Promise<Remembered> => {
    const { uris = [], favourites = [] } = (await file.read()) ?? {};
    return { uris, favourites };
  };
  const change = (edit: (known: Remembered) => Remembered): Promise<void> => {
    const save = ({ uris, favourites }: Remembered): Promise<void> => file.write({ version: 1, uris: [...uris], favourites: [...favourites] });
    const next = turn.then(async () => save(edit(await read())));
    turn = next.catch(() => undefined);
    return next;
  };
  return {
    async list() {
      const { uris, favourites } = await read();
      const isFavourite = (uri: string): boolean => favourites.includes(uri);
      const remembered = [...uris.filter(isFavourite), ...uris.filter((uri) => !isFavourite(uri))].flatMap((uri) => parseTargetUri(uri) ?? []);
      const used = new Set(remembered.map(formatTargetUri));
      const known = (await knownHosts()).flatMap((host) => parseTargetUri(`ssh://${host}`) ?? []).filter((target) => !used.has(formatTargetUri(target)));
      return [targetInfo({ kind: 'local' }, true, false), ...remembered.map((target) => targetInfo(target, true, isFavourite(formatTargetUri(target)))), ...known.map((target) => targetInfo(target, false, false))];
    },
    async remember(uri) {
      const target = targetOf(uri);
      const spelled = formatTargetUri(target);
      if (spelled !== 'local:') await change(({ uris, favourites }) => ({ uris: [...uris.filter((other) => other !== spelled), spelled], favourites }));
      return targetInfo(target, true, (await read()).favourites.includes(spelled));
    },
    async forget(uri) {
      const spelled = formatTargetUri(targetOf(uri));
      const others = (known: readonly string[]): readonly string[] => known.filter((other) => other !== spelled);
      await change(({ uris, favourites }) => ({ uris: others(uris), favourites: others(favourites) }));
    },
    async setFavourite(uri, favourite) {
      const target = targetOf(uri);
      const spelled = formatTargetUri(target);
      await change(({ uris, favourites }) => {
        const others = favourites.filter((other) => other !== spelled);
        return { uris: uris.includes(spelled) ? uris : [...uris, spelled], favourites: favourite ? [...others, spelled] : others };
      });
      return targetInfo(target, true, favourite);
    },
  };
}

/** The target a URI names. Throws `bad-input` for anything that is none. */
export function targetOf(uri: string): Target {
  const target = parseTargetUri(uri);
  if (target === null) throw hostError('bad-input', 'error.bad-target', { uri }, { next: message('next.target-form') });
  return target;
}

function targetInfo(target: Target, remembered: boolean, favourite: boolean): TargetInfo {
  const uri = formatTargetUri(target);
  return { uri, label: labelOf(target, uri), kind: target.kind, remembered, favourite };
}

function labelOf(target: Target, uri: string): string {
  switch (target.kind) {
    case 'local':
      return uri.replace('local:', 'localhost');
    case 'ssh':
      return uri.slice('ssh://'.length);
    case 'docker':
      return target.context === null ? target.container : `${target.container} (${target.context})`;
    case 'kubernetes':
      return [target.namespace, target.pod, target.container].filter(Boolean).join('/') + (target.context === null ? '' : ` (${target.context})`);
    default:
      return assertNever(target);
  }
}
