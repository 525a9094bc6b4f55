/** Long enough for any browser to begin the download. */
const REVOKE_AFTER_MS = 10_000;

/** Gives a file to the person, as a download. Characters that a file system may refuse become hyphens. */
export function saveFile(name: string, mediaType: string, content: string | Uint8Array): void {
  const url = URL.createObjectURL(new Blob([typeof content === 'string' ? content : new Uint8Array(content)], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name.replace(/[^\p{L}\p{N}._ -]+/gu, '-').slice(0, 120);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
