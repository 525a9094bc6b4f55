// The peer's time over a file: `jc --PARSER < FILE`, its output thrown away. null where jc is not installed (Debian package jc).
import { closeSync, openSync } from 'node:fs';
import { spawnSync } from 'node:child_process';

export function timeOfJc(parser, file) {
  const input = openSync(file, 'r');
  const start = performance.now();
  const { error, status } = spawnSync('jc', [`--${parser}`, '-q'], { stdio: [input, 'ignore', 'ignore'] });
  closeSync(input);
  if (error) return null;
  if (status !== 0) throw new Error(`jc --${parser} ended with ${status}`);
  return performance.now() - start;
}

/** Tells ours against the peer's, with the limit the ratio must keep; the process fails when it does not. */
export function tellRatio(parser, ourMs, peerMs, limit) {
  if (peerMs === null) {
    console.log(`jc --${parser}: not installed, no ratio`);
    return;
  }
  const ratio = peerMs / ourMs;
  console.log(`jc --${parser.padEnd(8)}         ${(peerMs / 1000).toFixed(2)} s   we are ${ratio.toFixed(1)} times as fast, limit ${limit} ${ratio >= limit ? 'ok' : 'MISSED'}`);
  if (ratio < limit) process.exitCode = 1;
}
