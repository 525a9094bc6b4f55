import type { JvmProcess } from '../../shared/collect/target.ts';
import type { TargetInfo } from '../../shared/host-api/views.ts';
import type { Words } from './use-words.ts';

/** The class without its packages, or the jar's file name: what a person calls the process. */
export function processName({ mainClass }: Pick<JvmProcess, 'mainClass'>, words: Words): string {
  if (mainClass === null) return words.t('home.unknown-class');
  if (mainClass.endsWith('.jar')) return mainClass.slice(mainClass.lastIndexOf('/') + 1);
  return mainClass.slice(mainClass.lastIndexOf('.') + 1);
}

export function targetLabel(target: Pick<TargetInfo, 'kind' | 'label'>, words: Words): string {
  return target.kind === 'local' ? target.label.replace('localhost', words.t('target.local')) : target.label;
}

/** For provenance, where only the URI is kept. */
export function uriLabel(uri: string, words: Words): string {
  if (uri.startsWith('local:')) return uri.replace('local:', words.t('target.local'));
  return uri.replace(/^ssh:\/\/|^(?:docker|k8s):\/\/[^/]*\//, '');
}
