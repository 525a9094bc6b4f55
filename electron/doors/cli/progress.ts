import { visibleText } from '../../../shared/base/visible-text.ts';
import { cutToWidth } from '../../../shared/report/display-width.ts';
import type { CliIo } from './cli-io.ts';

const SHOW_AFTER_MS = 300;
const ERASE_LINE = '\r\u001b[2K';

/** One line on a terminal that is drawn over; nothing at all where standard error is no terminal. */
export interface Progress {
  show(text: string): void;
  clear(): void;
}

export function createProgress(io: CliIo): Progress {
  if (io.stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let isShown = false;
  return {
    show(text) {
      isShown = true;
      io.stderr.write(`${ERASE_LINE}${cutToWidth(visibleText(text), 100)}`);
    },
    clear() {
      if (isShown) io.stderr.write(ERASE_LINE);
      isShown = false;
    },
  };
}

/** Says what is being done once it takes longer than a moment. */
export async function withProgress<Result>(io: CliIo, text: string, work: Promise<Result>): Promise<Result> {
  const progress = createProgress(io);
  const timer = setTimeout(() => progress.show(text), SHOW_AFTER_MS);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    progress.clear();
  }
}
