import { build } from 'esbuild';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { HOST_API, HOST_EVENT_NAMES } from '../../../shared/host-api/contract.ts';
import { BRIDGE_EVENTS, BRIDGE_METHODS } from './bridge-names.ts';

interface Bridge {
  call(name: string, input: unknown): Promise<unknown>;
  on(name: string, listener: (event: unknown) => void): () => void;
}

const ipcRenderer = { invoke: vi.fn(() => Promise.resolve({ ok: true, value: 1 })), on: vi.fn(), off: vi.fn() };
const exposed = new Map<string, Bridge>();
let bundle = '';

beforeAll(async () => {
  // The same settings as the build: one CommonJS file, Electron outside.
  const built = await build({ entryPoints: [path.join(import.meta.dirname, 'preload.ts')], bundle: true, write: false, format: 'cjs', platform: 'node', external: ['electron'] });
  bundle = built.outputFiles[0]?.text ?? '';
  const electron = { ipcRenderer, contextBridge: { exposeInMainWorld: (name: string, api: Bridge) => void exposed.set(name, api) } };
  runInNewContext(bundle, { Object, Promise, TypeError, module: { exports: {} }, require: (name: string) => (name === 'electron' ? electron : undefined) });
});

describe('preload', () => {
  it('[DESK-30] knows exactly the names of the contract', () => {
    expect(Object.keys(BRIDGE_METHODS).sort()).toEqual(Object.keys(HOST_API).sort());
    expect(Object.keys(BRIDGE_EVENTS).sort()).toEqual([...HOST_EVENT_NAMES].sort());
  });

  it('[DESK-31] is one small file that requires nothing but Electron', () => {
    expect([...bundle.matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1])).toEqual(['electron']);
    expect(bundle.length).toBeLessThan(8_000);
  });

  it('[DESK-32] exposes call and on, and nothing else', () => {
    expect([...exposed.keys()]).toEqual(['borescope']);
    expect(Object.keys(exposed.get('borescope') ?? {})).toEqual(['call', 'on']);
  });

  it('[DESK-33] sends only names of the contract, looked up without the prototype', async () => {
    await expect(exposed.get('borescope')?.call('host.info', {})).resolves.toEqual({ ok: true, value: 1 });
    expect(ipcRenderer.invoke).toHaveBeenCalledWith('host:host.info', {});
    for (const name of ['constructor', 'toString', 'host.exec', '']) {
      await expect(exposed.get('borescope')?.call(name, {}), name).rejects.toThrow('no such host call');
      expect(() => exposed.get('borescope')?.on(name, () => undefined), name).toThrow('no such host event');
    }
    expect(ipcRenderer.invoke).toHaveBeenCalledTimes(1);
  });

  it('[DESK-34] hands listeners the data and never the IPC event', () => {
    const heard: unknown[] = [];
    const end = exposed.get('borescope')?.on('cases.changed', (...all: unknown[]) => void heard.push(all));
    const [channel, forward] = ipcRenderer.on.mock.calls[0] as [string, (event: unknown, data: unknown) => void];
    forward({ sender: ipcRenderer }, { a: 1 });
    expect([channel, heard]).toEqual(['host-event:cases.changed', [[{ a: 1 }]]]);
    end?.();
    expect(ipcRenderer.off).toHaveBeenCalledWith('host-event:cases.changed', forward);
  });
});
