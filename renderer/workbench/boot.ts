import { CODE_PART, STYLE_PART, takePart, unpack } from '../host/embedded/parts.ts';

async function textOf(name: string): Promise<string> {
  const part = takePart(name);
  if (part === null) throw new Error(name);
  return new TextDecoder().decode(await unpack(part));
}

/** The page's policy lets this script run, and the one that it unpacks: both by their hashes, and nothing else. */
async function boot(): Promise<void> {
  const style = document.createElement('style');
  style.textContent = await textOf(STYLE_PART);
  const code = document.createElement('script');
  code.type = 'module';
  code.textContent = await textOf(CODE_PART);
  document.head.append(style, code);
}

boot().catch((error: unknown) => {
  const failure = document.querySelector<HTMLElement>('#failure');
  if (failure === null) return;
  failure.hidden = false;
  failure.append(` (${String(error)})`);
});
