/** A member of a tar as the test wants it written. */
export interface TarMember {
  readonly name: string;
  readonly data?: Uint8Array | string;
  /** One character: `0` file, `1` hard link, `2` symbolic link, `3` device, `5` folder, `x` extended header. */
  readonly type?: string;
  readonly link?: string;
  /** As the header states it; absent: the truth. */
  readonly statedSize?: number;
}

export function makeTar(members: readonly TarMember[]): Buffer {
  return Buffer.concat([...members.flatMap(blocksOf), Buffer.alloc(1024)]);
}

function blocksOf({ name, data = '', type = '0', link = '', statedSize }: TarMember): readonly Buffer[] {
  const bytes = Buffer.from(data);
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${(statedSize ?? bytes.length).toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\u000000', 257);
  header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148);
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}
