import { crc32, gunzipSync } from 'node:zlib';

/** LZMA2 takes up to 64 KiB as they are. */
const CHUNK = 0x10000;
const CHECK_CRC32 = Buffer.from([0, 1]);

function crc(bytes: Uint8Array): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(bytes));
  return sum;
}

function withCrc(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, crc(bytes)]);
}

/** Seven bits a byte, the lowest first. */
function number(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

function chunksOf(data: Uint8Array): readonly Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < data.length; at += CHUNK) {
    const piece = data.subarray(at, at + CHUNK);
    const size = piece.length - 1;
    chunks.push(Buffer.from([at === 0 ? 1 : 2, size >> 8, size & 0xff]), Buffer.from(piece));
  }
  return [...chunks, Buffer.from([0])];
}

/** An xz file that holds the bytes unpacked. `dictionary` as in the header: 8 = 64 KiB, 40 = 4 GiB. */
export function makeXz(data: Uint8Array, dictionary = 8): Buffer {
  const header = Buffer.concat([Buffer.from([0xfd]), Buffer.from('7zXZ\0'), withCrc(CHECK_CRC32)]);
  const blockHeader = withCrc(Buffer.from([2, 0, 0x21, 1, dictionary, 0, 0, 0]));
  const packed = Buffer.concat(chunksOf(data));
  const unpaddedSize = blockHeader.length + packed.length + 4;
  const index = withCrc(padded(Buffer.concat([Buffer.from([0, 1]), number(unpaddedSize), number(data.length)])));
  const backward = Buffer.alloc(4);
  backward.writeUInt32LE(index.length / 4 - 1);
  const footerFields = Buffer.concat([backward, CHECK_CRC32]);
  return Buffer.concat([header, blockHeader, padded(packed), crc(data), index, crc(footerFields), footerFields, Buffer.from('YZ')]);
}

/** `head -c 120000000 /dev/zero | xz -6 --check=crc32 | gzip -9`: 120 MB of zeros in 17 kB. */
export function zerosXz(): Buffer {
  return gunzipSync(Buffer.from('H4sIAAAAAAACA+3Q30tTcQAF8O+tLKXZNiKxYKZpbSm49uDCTI0lbjEmzAu1q4sVqKAspzY1wtQKdV6Sbf6IUZIPqySbmUIuwmSREjGMJAITmvljwkAkivCOOW7WfxD41jlvh/Nw4BM9ed1QQghVeSSg3EFSqARCiFUedPO8mDJfJMQS5Xm3l1fnaQ7UZV/Wv+yWrbrb94TXV5JufZJPnzpNaUeb37OsTu6O/9LyePlOqpj+xiRO17NLjdx4b4ugyhewnitbChnpsV1zGwWCp6b4K4Wh4NsGm/fuBc+4brFSYolobSKzym/LNxL7x6KRY7Le2sO59rTFmgeDqaY1mb9tts/FNqc7f0jrNw76drt0rujcyGeHcOoozf1yKhUxj56vW97U6NSCWad4aPiS5NWHUWmikWkPVRQbJkMNHmYlWBoTG343P7wZKc6wziSVJqvCX+lc7nhZXE6rP9288CLn+9TrTNOQME9boXLs38eLerjaawy3d4bvkxUKn2w2BSL3TmSe99nbft6+6Svf5usJjXTVMMCLqAyydpUejE4+a1IcGvB2Kar/H4N/u9YL88cABjCAAQxgAAMYwAAGMIABDGAAAxjAAAYwgAEMYAADGMAABjCAAQxgAAMYwAAGMIABDGAAAxjAAAYwgAEMYAADGMAABjCAAQxgAAMYwAAGMIABDGAAAxjAAPYXrONsFtFsA5jj4Y1OD9lK7ER5B6HYTqq1vz97q0sa1cr7y/ozO/+MFFPyG8TxvMe0RAAA', 'base64'));
}
