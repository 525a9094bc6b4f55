import ssh2, { type BaseAgent, type IdentityCallback, type ParsedKey, type SignCallback, type SigningRequestOptions } from 'ssh2';
import { textOf } from '../../host-errors.ts';
import type { KeyFile } from './key-files.ts';

/** Opens an encrypted key by asking for its passphrase; null when there was no right one. */
export type Unlock = (key: KeyFile) => Promise<ParsedKey | null>;

interface Options {
  /** Socket of the user's ssh-agent; null = none. */
  readonly agentSocket: string | null;
  readonly keyFiles: readonly KeyFile[];
  /** Keys of the agent are used only where a key file names them too. */
  readonly identitiesOnly: boolean;
  readonly unlock: Unlock;
  /** Told how many keys the server will be asked about. */
  readonly shown: (keys: number) => void;
  readonly notes: string[];
}

const sameKey = (a: ParsedKey, b: ParsedKey): boolean => a.getPublicSSH().equals(b.getPublicSSH());

/**
 * The user's ssh-agent and key files as one agent: a server is first asked whether it takes a public key,
 * and only then is a passphrase asked for or a signature made.
 */
export class IdentityAgent extends ssh2.BaseAgent<ParsedKey> {
  readonly #options: Options;
  readonly #agent: BaseAgent | null;
  #agentKeys: readonly ParsedKey[] = [];
  /** A server took one of the keys and asked for its signature. */
  signed = false;

  constructor(options: Options) {
    super();
    this.#options = options;
    this.#agent = options.agentSocket === null ? null : ssh2.createAgent(options.agentSocket);
  }

  override getIdentities(done: IdentityCallback<ParsedKey>): void {
    this.#identities().then(
      (keys) => done(null, keys),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  }

  async #identities(): Promise<ParsedKey[]> {
    const fileKeys = this.#options.keyFiles.flatMap(({ publicKey }) => (publicKey === null ? [] : [publicKey]));
    const inFiles = (key: ParsedKey): boolean => fileKeys.some((other) => sameKey(key, other));
    const held = await this.#agentIdentities();
    this.#agentKeys = this.#options.identitiesOnly ? held.filter(inFiles) : held;
    const inAgent = (key: ParsedKey): boolean => this.#agentKeys.some((other) => sameKey(key, other));
    // Those that a key file names come first, as servers close after a few.
    const keys = [...this.#agentKeys.filter(inFiles), ...this.#agentKeys.filter((key) => !inFiles(key)), ...fileKeys.filter((key) => !inAgent(key))];
    this.#options.shown(keys.length);
    return keys;
  }

  #agentIdentities(): Promise<ParsedKey[]> {
    return new Promise((resolve) => {
      if (this.#agent === null) return resolve([]);
      this.#agent.getIdentities((error, keys) => {
        if (error) this.#options.notes.push(`ssh-agent: ${textOf(error)}`);
        const parsed = (keys ?? []).map((key) => ssh2.utils.parseKey(key as Buffer));
        resolve(parsed.flatMap((key) => (key instanceof Error || Array.isArray(key) ? [] : [key])));
      });
    });
  }

  override sign(key: ParsedKey, data: Buffer, options: SigningRequestOptions | SignCallback, callback?: SignCallback): void {
    this.signed = true;
    const done = typeof options === 'function' ? options : callback;
    const request = typeof options === 'function' ? {} : options;
    if (this.#agent !== null && this.#agentKeys.some((other) => sameKey(key, other))) {
      this.#agent.sign(key, data, request, done);
      return;
    }
    this.#signByFile(key, data, request).then(
      (signature) => done?.(null, signature),
      (error: unknown) => done?.(error instanceof Error ? error : new Error(String(error))),
    );
  }

  async #signByFile(publicKey: ParsedKey, data: Buffer, { hash }: SigningRequestOptions): Promise<Buffer> {
    const file = this.#options.keyFiles.find((candidate) => candidate.publicKey !== null && sameKey(candidate.publicKey, publicKey));
    const key = file === undefined ? null : (file.plainKey ?? (await this.#options.unlock(file)));
    if (key === null) throw new Error(`${file?.file ?? 'the key'} was not unlocked`);
    const signature: Buffer | Error = key.sign(data, hash);
    if (signature instanceof Error) throw signature;
    return signature;
  }
}
