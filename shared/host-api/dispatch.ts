import { message } from '../base/message.ts';
import { HOST_API, type CheckedInputOf, type HostHandlers, type MethodName } from './contract.ts';
import { HostError } from './host-error.ts';

/** Checks a call that came through a door and runs it. The only way from a door to a handler. */
export async function dispatch(handlers: HostHandlers, name: string, input: unknown): Promise<unknown> {
  if (!Object.hasOwn(HOST_API, name)) {
    throw new HostError({ code: 'bad-input', message: message('error.unknown-method', { name }), next: null, details: name });
  }
  const method = name as MethodName;
  const checked = HOST_API[method].input.safeParse(input);
  if (!checked.success) {
    throw new HostError({ code: 'bad-input', message: message('error.bad-input', { name }), next: null, details: checked.error.message });
  }
  const handler = handlers[method] as (input: CheckedInputOf<MethodName>) => Promise<unknown>;
  return handler(checked.data);
}
