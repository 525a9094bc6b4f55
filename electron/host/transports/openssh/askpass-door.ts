import { execFile } from 'node:child_process';
import { constants, mkdtempSync, openSync, writeFileSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { errnoOf } from '../../host-errors.ts';

/** What a process of ssh wants to know. */
export interface SshQuestion {
  readonly text: string;
  /** `confirm`, or empty. */
  readonly hint: string;
  /** Pid of the ssh that asks. */
  readonly asker: string;
}

/** The answer goes to the standard input of ssh; null refuses. */
export type Answerer = (question: SshQuestion) => Promise<string | null>;

/**
 * What ssh starts to ask a question: hands it through one pipe and waits for the answer in another.
 * Secrets pass through pipes in memory only. A mere notice (`none`, as for touching a security key) stays until ssh ends it.
 */
const ASKPASS = `#!/bin/sh
folder=\${0%/*}
[ "$SSH_ASKPASS_PROMPT" = none ] && exec sleep 3600
answer="$folder/answer.$$"
mkfifo -m 600 "$answer" || exit 1
trap 'rm -f "$answer"' EXIT
printf '%s\\n%s\\n%s\\n%s\\0' "$$" "$PPID" "$SSH_ASKPASS_PROMPT" "$1" > "$folder/questions"
IFS= read -r line < "$answer"
case $line in +*) printf '%s\\n' "\${line#+}" ;; *) exit 1 ;; esac
`;

const ANSWER_TRIES = 100;
const ANSWER_RETRY_MS = 20;

/** The door through which the system's ssh asks: a private folder with two kinds of named pipes. */
export interface AskpassDoor {
  readonly folder: string;
  /** For ssh's environment. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export async function openAskpassDoor(answer: Answerer): Promise<AskpassDoor> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'borescope-ssh-')); // only this user may enter
  const script = path.join(folder, 'askpass');
  writeFileSync(script, ASKPASS, { mode: 0o700 });
  const questions = path.join(folder, 'questions');
  await promisify(execFile)('mkfifo', ['-m', '600', questions]);
  // Opened for both directions, so that it neither blocks nor ends when the last asker leaves.
  const pipe = new net.Socket({ fd: openSync(questions, constants.O_RDWR | constants.O_NONBLOCK), readable: true, writable: false });
  let held = '';
  pipe.on('data', (chunk: Buffer) => {
    const parts = (held + chunk.toString('utf8')).split('\0');
    held = parts.pop() ?? '';
    for (const part of parts) void answerOne(folder, part, answer);
  });
  pipe.on('error', () => {});
  return {
    folder,
    environment: { SSH_ASKPASS: script, SSH_ASKPASS_REQUIRE: 'force', DISPLAY: process.env['DISPLAY'] ?? ':0' },
    async close() {
      pipe.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answerOne(folder: string, asked: string, answer: Answerer): Promise<void> {
  const [pid = '', asker = '', hint = '', ...question] = asked.split('\n');
  if (!/^\d+$/.test(pid)) return;
  const text = await answer({ text: question.join('\n'), hint, asker }).catch(() => null);
  const line = text === null || text.includes('\n') ? '-\n' : `+${text}\n`;
  for (let attempt = 0; attempt < ANSWER_TRIES; attempt += 1) {
    try {
      const handle = await open(path.join(folder, `answer.${pid}`), constants.O_WRONLY | constants.O_NONBLOCK);
      await handle.write(line);
      return await handle.close();
    } catch (error) {
      if (errnoOf(error) !== 'ENXIO') return; // the asker is gone
      await new Promise((done) => setTimeout(done, ANSWER_RETRY_MS)); // it has not opened its end yet
    }
  }
}
