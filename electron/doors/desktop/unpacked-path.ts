/** Where a path inside the packed archive lies when packaging left it beside the archive; other paths as they are. */
export function unpackedPath(file: string): string {
  return file.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}
