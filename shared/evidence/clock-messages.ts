import { catalogue } from '../base/message.ts';

/** Sentences about the clocks of targets; part of HOST_MESSAGES and of the report's. */
export const CLOCK_MESSAGES = catalogue({
  en: {
    'clock.ahead': 'The clock of {{target}} is {{offset, duration}} ahead of this computer’s (± {{uncertainty, duration}}).',
    'clock.behind': 'The clock of {{target}} is {{offset, duration}} behind this computer’s (± {{uncertainty, duration}}).',
    'clock.agrees': 'The clock of {{target}} agrees with this computer’s within {{uncertainty, duration}}.',
    'clock.was-set': 'The clock of {{target}} changed by {{drift, duration}} during a capture, to {{offset, duration}} from this computer’s.',
  },
  ko: {
    'clock.ahead': '{{target}}의 시계가 이 컴퓨터보다 {{offset, duration}} 빠릅니다(± {{uncertainty, duration}}).',
    'clock.behind': '{{target}}의 시계가 이 컴퓨터보다 {{offset, duration}} 느립니다(± {{uncertainty, duration}}).',
    'clock.agrees': '{{target}}의 시계가 이 컴퓨터와 {{uncertainty, duration}} 안에서 일치합니다.',
    'clock.was-set': '캡처하는 동안 {{target}}의 시계가 {{drift, duration}} 바뀌어 이 컴퓨터와 {{offset, duration}} 차이가 납니다.',
  },
});
