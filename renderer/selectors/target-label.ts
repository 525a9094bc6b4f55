import type { JvmProcess } from '../../shared/collect/target.ts';
import type { Words } from './use-words.ts';

/** The class without its packages, or the jar's file name: what a person calls the process. */
export function processName({ mainClass }: Pick<JvmProcess, 'mainClass'>, words: Words): string {
  if (mainClass === null) return words.t('home.unknown-class');
  if (mainClass.endsWith('.jar')) return mainClass.slice(mainClass.lastIndexOf('/') + 1);
  return mainClass.slice(mainClass.lastIndexOf('.') + 1);
}
