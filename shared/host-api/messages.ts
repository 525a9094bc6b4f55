import { catalogue } from '../base/message.ts';

/** Sentences of host errors and capture steps; used by every door. */
export const HOST_MESSAGES = catalogue({
  en: {
    'error.unknown-method': 'There is no host call named {{name}}.',
    'error.bad-input': 'The input of {{name}} is not valid.',
  },
  ko: {
    'error.unknown-method': '{{name}} 호출이 없습니다.',
    'error.bad-input': '{{name}}의 입력값이 올바르지 않습니다.',
  },
});
