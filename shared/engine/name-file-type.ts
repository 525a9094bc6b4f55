/** A file type that is surely not a text capture. `code` names the sentence `unrecognised.<code>`. */
export interface FileType {
  readonly code: string;
  readonly what: string;
}

const SIGNATURES: readonly (FileType & { readonly bytes: readonly number[] })[] = [
  { code: 'jpeg', what: 'a JPEG image', bytes: [0xff, 0xd8, 0xff] },
  { code: 'png', what: 'a PNG image', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { code: 'elf', what: 'an ELF binary', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { code: 'pdf', what: 'a PDF document', bytes: ascii('%PDF-') },
  { code: 'hprof', what: 'an hprof heap dump', bytes: ascii('JAVA PROFILE 1.0') },
  { code: 'jfr', what: 'a JDK Flight Recorder file', bytes: [...ascii('FLR'), 0] },
  { code: 'class-file', what: 'a Java class file', bytes: [0xca, 0xfe, 0xba, 0xbe] },
  { code: 'gzip', what: 'a gzip archive', bytes: [0x1f, 0x8b] },
  { code: 'zip', what: 'a zip archive', bytes: [...ascii('PK'), 3, 4] },
  { code: 'zip', what: 'a zip archive', bytes: [...ascii('PK'), 5, 6] },
  { code: 'bzip2', what: 'a bzip2 archive', bytes: ascii('BZh') },
  { code: 'xz', what: 'an xz archive', bytes: [0xfd, ...ascii('7zXZ'), 0] },
  { code: 'zstd', what: 'a Zstandard archive', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
];

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

/** Names a well-known binary type by its first bytes; null when it may be text. */
export function nameFileType(head: Uint8Array): FileType | null {
  const found = SIGNATURES.find(({ bytes }) => head.length >= bytes.length && bytes.every((byte, i) => head[i] === byte));
  return found ? { code: found.code, what: found.what } : null;
}

/** Whether the bytes look like no text at all: more than one in fifty is a control byte that logs do not use. */
export function looksBinary(head: Uint8Array): boolean {
  let control = 0;
  for (const byte of head) {
    // Tab, line ends, form feed, backspace and escape occur in terminal output.
    if (byte < 32 && !(byte >= 8 && byte <= 13) && byte !== 27) control += 1;
  }
  return control * 50 > head.length;
}

/** Whether there is nothing but white space and byte order marks. */
export function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 32 || (byte >= 9 && byte <= 13) || byte === 0 || byte === 0xef || byte === 0xbb || byte === 0xbf || byte === 0xfe || byte === 0xff);
}
