import { runDoctor } from '../doctor.ts';
import type { Area, HandlersOf, HostContext } from './host-context.ts';

export function hostHandlers({ version, cases, dataFolder }: HostContext): HandlersOf<Area<'host'>> {
  return {
    'host.info': async () => ({ version, platform: process.platform, node: process.version, casesFolder: cases.casesFolder, snapshot: null }),
    'host.doctor': async () => runDoctor(cases.casesFolder, dataFolder),
  };
}
