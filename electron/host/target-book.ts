import path from 'node:path';
import { z } from 'zod';
import { assertNever } from '../../shared/base/assert-never.ts';
import { message } from '../../shared/base/message.ts';
import { formatTargetUri, parseTargetUri } from '../../shared/collect/target-uri.ts';
import type { Target } from '../../shared/collect/target.ts';
import type { TargetInfo } from '../../shared/host-api/views.ts';
import { hostError } from './host-errors.ts';
import { createStateFile } from './state-file.ts';

const content = z.object({ version: z.literal(1), uris: z.array(z.string()) });

/** The targets a person works with: this computer, then those remembered, then those of ssh_config. Holds no secrets: the URI form has no room for one. */
export interface TargetBook {
  list(): Promise<readonly TargetInfo[]>;
  remember(uri: string): Promise<TargetInfo>;
  forget(uri: string): Promise<void>;
}

/** `knownHosts`: names of hosts that are known without having been used, as those of ssh_config. */
export function createTargetBook(dataFolder: string, knownHosts: () => Promise<readonly string[]>): TargetBook {
  const file = createStateFile(path.join(dataFolder, 'targets.json'), content);
  let turn: Promise<unknown> = Promise.resolve();
  const read = async (): Promise<readonly string[]> => (await file.read())?.uris ?? [];
  const change = (edit: (uris: readonly string[]) => readonly string[]): Promise<void> => {
    const next = turn.then(async () => file.write({ version: 1, uris: [...edit(await read())] }));
    turn = next.catch(() => undefined);
    return next;
  };
  return {
    async list() {
      const remembered = (await read()).flatMap((uri) => parseTargetUri(uri) ?? []);
      const used = new Set(remembered.map(formatTargetUri));
      const known = (await knownHosts()).flatMap((host) => parseTargetUri(`ssh://${host}`) ?? []).filter((target) => !used.has(formatTargetUri(target)));
      return [targetInfo({ kind: 'local' }, true), ...remembered.map((target) => targetInfo(target, true)), ...known.map((target) => targetInfo(target, false))];
    },
    async remember(uri) {
      const target = targetOf(uri);
      const spelled = formatTargetUri(target);
      if (spelled !== 'local:') await change((uris) => [...uris.filter((other) => other !== spelled), spelled]);
      return targetInfo(target, true);
    },
    async forget(uri) {
      const spelled = formatTargetUri(targetOf(uri));
      await change((uris) => uris.filter((other) => other !== spelled));
    },
  };
}

/** The target a URI names. Throws `bad-input` for anything that is none. */
export function targetOf(uri: string): Target {
  const target = parseTargetUri(uri);
  if (target === null) throw hostError('bad-input', 'error.bad-target', { uri }, { next: message('next.target-form') });
  return target;
}

function targetInfo(target: Target, remembered: boolean): TargetInfo {
  const uri = formatTargetUri(target);
  return { uri, label: labelOf(target, uri), kind: target.kind, remembered };
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
