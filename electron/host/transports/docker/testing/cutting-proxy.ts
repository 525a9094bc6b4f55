import net from 'node:net';
import { onTestFinished } from 'vitest';

/** Bytes of a frame's header, which precede its text. */
const FRAME_HEADER = 8;

/** Stands between a client and an engine's socket, and cuts the link inside the header of the frame that begins with `text`; closed when the test is over. */
export async function startCuttingProxy(engineSocket: string, socket: string, text: string): Promise<void> {
  const proxy = net.createServer((client) => {
    const server = net.connect(engineSocket);
    client.on('error', () => {}).pipe(server);
    server.on('error', () => {}).on('data', (chunk: Buffer) => {
      const at = chunk.indexOf(text);
      client.write(at < 0 ? chunk : chunk.subarray(0, at - FRAME_HEADER + 3), () => at >= 0 && client.destroy());
    }).on('end', () => client.end());
  });
  await new Promise<void>((ready) => proxy.listen(socket, ready));
  onTestFinished(() => void proxy.close());
}
