import type { NamedFile } from '../state/import-files.ts';

/** Asks for files, or for a folder with everything in it. Empty when the person cancels. */
export function pickFiles(what: 'files' | 'folder'): Promise<readonly NamedFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.webkitdirectory = what === 'folder';
    input.addEventListener('cancel', () => resolve([]));
    input.addEventListener('change', () => resolve([...(input.files ?? [])].map((file) => ({ name: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }))));
    input.click();
  });
}
