import type { ConfigFile } from './read-config-files.ts';
import { readConfigFiles } from './read-config-files.ts';

/** The host aliases a person wrote into ~/.ssh/config, in their order: patterns name no one host and are left out. Empty where the file cannot be followed; connecting tells why. */
export async function configHosts(homeFolder: string): Promise<readonly string[]> {
  const { files } = await readConfigFiles(homeFolder, null).catch(() => ({ files: [] }));
  return [...new Set(files.flatMap(aliasesOf))];
}

function aliasesOf({ items }: ConfigFile): readonly string[] {
  return items.flatMap((item) => {
    if (item.type === 'include') return item.files.flatMap(aliasesOf);
    return item.line.word.toLowerCase() === 'host' ? item.line.args.filter((pattern) => !/[*?!]/.test(pattern)) : [];
  });
}
