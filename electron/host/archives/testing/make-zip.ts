import { crc32, deflateRawSync } from 'node:zlib';

/** A member as the test wants it written, lies included. */
export interface ZipMember {
  readonly name: string | Uint8Array;
  readonly data?: Uint8Array | string;
  /** Stored unless told. */
  readonly isDeflated?: boolean;
  readonly method?: number;
  readonly flags?: number;
  /** Unpacked size as the central directory states it; absent: the truth. */
  readonly statedSize?: number;
  /** The same in the header before the bytes; absent: as in the central directory. */
  readonly localSize?: number;
  readonly localName?: string;
  readonly statedCrc?: number;
  /** Unix mode, e.g. 0o120777 for a symlink. */
  readonly mode?: number;
}

const UTF8 = 0x800;

/** A zip file made by hand: libraries refuse to write most of what is refused here. */
export function makeZip(members: readonly ZipMember[], repeatLastEntry = 1): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const { local, central } = parts(member, offset);
    locals.push(local);
    centrals.push(central);
    offset += local.length;
  }
  const last = centrals.at(-1) ?? Buffer.alloc(0);
  const entries = members.length + repeatLastEntry - 1;
  const directory = Buffer.concat([...centrals, Buffer.alloc(last.length * (repeatLastEntry - 1), last)]);
  return Buffer.concat([...locals, directory, endOf(entries, directory.length, offset)]);
}

function parts(member: ZipMember, offset: number): { readonly local: Buffer; readonly central: Buffer } {
  const data = Buffer.from(member.data ?? '');
  const packed = member.isDeflated === true ? deflateRawSync(data) : data;
  const name = Buffer.from(member.name);
  const localName = Buffer.from(member.localName ?? member.name);
  const flags = member.flags ?? (typeof member.name === 'string' ? UTF8 : 0);
  const method = member.method ?? (member.isDeflated === true ? 8 : 0);
  const crc = member.statedCrc ?? crc32(data);
  const size = member.statedSize ?? data.length;
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(flags, 6);
  local.writeUInt16LE(method, 8);
  local.writeUInt32LE(crc, 14);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(member.localSize ?? size, 22);
  local.writeUInt16LE(localName.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(0x0314, 4);
  central.writeUInt16LE(20, 6);
  central.writeUInt16LE(flags, 8);
  central.writeUInt16LE(method, 10);
  central.writeUInt32LE(crc, 16);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(size, 24);
  central.writeUInt16LE(name.length, 28);
  central.writeUInt32LE(((member.mode ?? 0o100644) << 16) >>> 0, 38);
  central.writeUInt32LE(offset, 42);
  return { local: Buffer.concat([local, localName, packed]), central: Buffer.concat([central, name]) };
}

/** With the records of Zip64 where the number of entries needs them. */
function endOf(entries: number, directoryBytes: number, directoryAt: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(entries, 0xffff), 8);
  end.writeUInt16LE(Math.min(entries, 0xffff), 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(directoryAt, 16);
  if (entries < 0xffff) return end;
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(entries), 24);
  record.writeBigUInt64LE(BigInt(entries), 32);
  record.writeBigUInt64LE(BigInt(directoryBytes), 40);
  record.writeBigUInt64LE(BigInt(directoryAt), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(directoryAt + directoryBytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([record, locator, end]);
}
