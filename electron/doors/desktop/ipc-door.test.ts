import { describe, expect, it, vi } from 'vitest';
import { message } from '../../../shared/base/message.ts';
import { HOST_API, HOST_EVENT_NAMES, type HostApi } from '../../../shared/host-api/contract.ts';
import { HostError } from '../../../shared/host-api/host-error.ts';
import { answerCalls, forwardEvents, isTrustedSender, type IpcAnswer } from './ipc-door.ts';

type Handler = (event: unknown, input: unknown) => Promise<IpcAnswer>;

const ours = { senderFrame: { url: 'app://borescope/', parent: null } };

function door(call: HostApi['call']): Map<string, Handler> {
  const handlers = new Map<string, Handler>();
  answerCalls({ handle: (channel: string, handler: unknown) => void handlers.set(channel, handler as Handler) }, { call, on: () => () => undefined });
  return handlers;
}

const never: HostApi['call'] = () => Promise.reject(new Error('must not be called'));

describe('IPC door', () => {
  it('[DESK-20] answers exactly the calls of the contract', () => {
    expect([...door(never).keys()].sort()).toEqual(Object.keys(HOST_API).map((name) => `host:${name}`).sort());
  });

  it('[DESK-21] refuses other pages, embedded frames and frames that are gone, before the host is asked', async () => {
    const call = vi.fn(never);
    const handler = door(call as HostApi['call']).get('host:host.info');
    for (const senderFrame of [null, { url: 'https://evil.example/', parent: null }, { url: 'app://borescope/', parent: {} }, { url: 'about:blank', parent: null }]) {
      expect(isTrustedSender({ senderFrame } as never)).toBe(false);
      expect(await handler?.({ senderFrame }, {})).toMatchObject({ ok: false, error: { code: 'refused' } });
    }
    expect(call).not.toHaveBeenCalled();
  });

  it('[DESK-22] passes name and input on and the value back', async () => {
    const call = vi.fn(() => Promise.resolve({ version: '1' }));
    expect(await door(call as unknown as HostApi['call']).get('host:host.info')?.(ours, { a: 1 })).toEqual({ ok: true, value: { version: '1' } });
    expect(call).toHaveBeenCalledWith('host.info', { a: 1 });
  });

  it('[DESK-23] passes errors as data: those of the host as they are, others as internal', async () => {
    const data = { code: 'locked', message: message('error.locked'), next: null, details: 'pid 7' } as const;
    expect(await door(() => Promise.reject(new HostError(data))).get('host:host.info')?.(ours, {})).toEqual({ ok: false, error: data });
    expect(await door(() => Promise.reject(new TypeError('boom'))).get('host:host.info')?.(ours, {})).toMatchObject({ ok: false, error: { code: 'internal', details: expect.stringContaining('boom') } });
  });

  it('[DESK-24] forwards every event of the contract until it is ended, and none to a closed window', () => {
    const listeners = new Map<string, (event: unknown) => void>();
    const host = { call: never, on: (name: string, listener: (event: unknown) => void) => (listeners.set(name, listener), () => void listeners.delete(name)) } as unknown as HostApi;
    const sent: unknown[] = [];
    let destroyed = false;
    const end = forwardEvents({ send: (channel: string, data: unknown) => void sent.push([channel, data]), isDestroyed: () => destroyed }, host);
    expect([...listeners.keys()]).toEqual(HOST_EVENT_NAMES);
    listeners.get('cases.changed')?.({});
    destroyed = true;
    listeners.get('cases.changed')?.({});
    expect(sent).toEqual([['host-event:cases.changed', {}]]);
    end();
    expect(listeners.size).toBe(0);
  });
});
