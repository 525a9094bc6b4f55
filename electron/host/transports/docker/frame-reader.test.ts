import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader } from './frame-reader.ts';
import { HeldMessage } from './held-message.ts';

interface Frame {
  readonly stream: 1 | 2;
  readonly payload: Uint8Array;
}

function encode(frames: readonly Frame[]): Buffer {
  return Buffer.concat(
    frames.map(({ stream, payload }) => {
      const header = Buffer.alloc(8);
      header[0] = stream;
      header.writeUInt32BE(payload.length, 4);
      return Buffer.concat([header, payload]);
    }),
  );
}

function read(bytes: Uint8Array, cuts: readonly number[]): { readonly out: Buffer; readonly err: Buffer; readonly cut: string | null } {
  const [out, err]: [Uint8Array[], Uint8Array[]] = [[], []];
  const reader = new FrameReader({ stdout: (chunk) => out.push(chunk), stderr: (chunk) => err.push(chunk), engine: () => {} });
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (const [i, end] of at.entries()) if (i > 0) reader.push(bytes.slice(at[i - 1], end));
  return { out: Buffer.concat(out), err: Buffer.concat(err), cut: reader.cut };
}

const frames = fc.array(fc.record({ stream: fc.constantFrom(1 as const, 2 as const), payload: fc.uint8Array({ maxLength: 40 }) }), { maxLength: 12 });
const cuts = fc.array(fc.nat(), { maxLength: 12 });
const of = (all: readonly Frame[], stream: 1 | 2): Buffer => Buffer.concat(all.filter((frame) => frame.stream === stream).map(({ payload }) => payload));

describe('frames of a container’s output', () => {
  it('[DOCKER-01] gives both streams back whole, wherever the connection cut the bytes', () => {
    fc.assert(
      fc.property(frames, cuts, (all, at) => {
        const { out, err, cut } = read(encode(all), at);
        expect(out.equals(of(all, 1)) && err.equals(of(all, 2))).toBe(true);
        expect(cut).toBeNull();
      }),
    );
  });

  it('[DOCKER-02] keeps what came when it is cut, and says so unless it ends between two frames', () => {
    fc.assert(
      fc.property(frames, cuts, fc.nat(), (all, at, length) => {
        const bytes = encode(all);
        const cutAt = length % (bytes.length + 1);
        const { out, cut } = read(bytes.subarray(0, cutAt), at);
        expect(of(all, 1).subarray(0, out.length).equals(out)).toBe(true);
        let end = 0;
        const ends = [0, ...all.map(({ payload }) => (end += 8 + payload.length))];
        expect(cut === null).toBe(ends.includes(cutAt));
      }),
    );
  });

  it('[DOCKER-03] takes anything else for broken, and never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), cuts, (bytes, at) => void read(bytes, at)));
    expect(read(Buffer.from('HTTP/1.1 500'), []).cut).toContain('not a frame header');
  });
});

describe('a message that looks like output', () => {
  const held = (chunks: readonly string[], letGo: boolean): { readonly output: string; readonly text: string | null } => {
    let output = '';
    const message = new HeldMessage('OCI runtime', (chunk) => (output += Buffer.from(chunk).toString()));
    for (const chunk of chunks) message.push(Buffer.from(chunk));
    const { text } = message;
    if (letGo) message.letGo();
    return { output, text };
  };

  it('[DOCKER-04] holds back only what may be it, and gives everything back', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('OCI', ' run', 'time', 'x', 'OCI runtime exec failed')), (chunks) => {
      expect(held(chunks, true).output).toBe(chunks.join(''));
    }));
    expect(held(['OCI run', 'time exec failed: no such file'], false)).toEqual({ output: '', text: 'OCI runtime exec failed: no such file' });
    expect(held(['OC', 'X'], false)).toEqual({ output: 'OCX', text: null });
  });
});
