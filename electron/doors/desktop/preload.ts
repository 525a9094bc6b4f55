import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { BRIDGE_EVENTS, BRIDGE_METHODS } from './bridge-names.ts';

/** All that a page gets: calls and events whose names are in the contract. */
const bridge = {
  call(name: string, input: unknown): Promise<unknown> {
    if (!Object.hasOwn(BRIDGE_METHODS, name)) {
      return Promise.reject(new TypeError(`no such host call: ${name}`));
    }
    return ipcRenderer.invoke(`host:${name}`, input);
  },
  on(name: string, listener: (event: unknown) => void): () => void {
    if (!Object.hasOwn(BRIDGE_EVENTS, name)) {
      throw new TypeError(`no such host event: ${name}`);
    }
    // The page never sees the IPC event, which would lead back to ipcRenderer.
    const forward = (_event: IpcRendererEvent, data: unknown): void => listener(data);
    ipcRenderer.on(`host-event:${name}`, forward);
    return () => {
      ipcRenderer.off(`host-event:${name}`, forward);
    };
  },
};

contextBridge.exposeInMainWorld('borescope', bridge);
