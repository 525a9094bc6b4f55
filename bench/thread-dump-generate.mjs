// Makes a large file of thread dumps from a captured one: each thread takes the upper frames of one captured thread and the lower frames of another,
// cut where both call the same method; names, addresses, ids and times are new. Same arguments, same bytes.
// Usage: node bench/thread-dump-generate.mjs [DUMPS=100] [THREADS=1000] [OUT]
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = import.meta.dirname;
const CAPTURE = path.join(here, '../shared/artifacts/thread-dump/fixtures/openjdk17--deep-stacks-jcmd-l.txt');
const JOINT = '\tat DeepStacks.next(';
/** Stacks that differ; real dumps repeat theirs far more. */
const STACKS = 3000;

/** A linear congruential generator: the file must be the same everywhere. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const hex = (value, digits) => value.toString(16).padStart(digits, '0');

function readCapture() {
  const text = readFileSync(CAPTURE, 'utf8');
  const [banner, ...blocks] = text.split(/\n\n(?=")/);
  const pool = blocks.filter((block) => block.startsWith('"pool-'));
  const threads = pool.map((block) => {
    const [header, state, ...rest] = block.split('\n');
    const blank = rest.indexOf('');
    return { header, state, stack: rest.slice(0, blank), tail: rest.slice(blank) };
  });
  const others = blocks.filter((block) => !block.startsWith('"pool-'));
  return { banner, threads, others };
}

/** Addresses of objects in the heap become others; each captured address maps to few, so that threads still share locks. */
function withNewAddresses(lines, random) {
  return lines.map((line) => (line.includes('<0x') ? line.replace(/<0x[0-9a-f]+>/, () => `<0x00000007${hex(random(4096) * 8 + 2 ** 24, 8)}>`) : line));
}

function composeStacks(threads, random) {
  return Array.from({ length: STACKS }, () => {
    const upper = threads[random(threads.length)];
    const lower = threads[random(threads.length)];
    const joints = (stack) => stack.flatMap((line, index) => (line.startsWith(JOINT) ? [index] : []));
    const cutUpper = joints(upper.stack);
    const cutLower = joints(lower.stack);
    const from = cutUpper[random(cutUpper.length)];
    const to = cutLower[random(cutLower.length)];
    return { state: upper.state, words: / nid=0x[0-9a-f]+ (.*?)  \[/.exec(upper.header)?.[1] ?? 'runnable', stack: [...upper.stack.slice(0, from), ...lower.stack.slice(to)], tail: lower.tail };
  });
}

export function generate({ dumps = 100, threads = 1000, out }) {
  const capture = readCapture();
  const random = randomFrom(20261121);
  const stacks = composeStacks(capture.threads, random);
  mkdirSync(path.dirname(out), { recursive: true });
  const file = openSync(out, 'w');
  let bytes = 0;
  for (let dump = 0; dump < dumps; dump++) {
    const at = new Date(Date.UTC(2026, 10, 21, 12, 0, dump * 10)).toISOString().slice(0, 19).replace('T', ' ');
    const parts = [capture.banner.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, at)];
    for (let n = 0; n < threads; n++) {
      const { state, words, stack, tail } = stacks[random(stacks.length)];
      const cpu = (random(1e6) / 100).toFixed(2);
      const header = `"http-nio-8080-exec-${n + 1}" #${n + 30} daemon prio=5 os_prio=0 cpu=${cpu}ms elapsed=${(dump * 10 + random(1000) / 100).toFixed(2)}s tid=0x00007f${hex(random(2 ** 31), 8)}a0 nid=0x${hex(10000 + n, 4)} ${words}  [0x00007f${hex(random(2 ** 31), 8)}00]`;
      parts.push([header, state, ...withNewAddresses(stack, random), ...withNewAddresses(tail, random)].join('\n'));
    }
    bytes += writeSync(file, `${[...parts, ...capture.others].join('\n\n')}\n`);
  }
  closeSync(file);
  return bytes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dumps = '100', threads = '1000', out = path.join(here, '.data/thread-dumps-100x1000.txt')] = process.argv.slice(2);
  console.log(`${out}: ${generate({ dumps: Number(dumps), threads: Number(threads), out })} bytes`);
}
