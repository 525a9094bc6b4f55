import { HostError, type HostErrorData } from '../../../shared/host-api/host-error.ts';

/** What a call was refused with; throws when it was not. */
export async function hostErrorOf(call: Promise<unknown>): Promise<HostErrorData> {
  try {
    await call;
  } catch (error) {
    if (error instanceof HostError) return error.data;
    throw error;
  }
  throw new Error('the call succeeded');
}
