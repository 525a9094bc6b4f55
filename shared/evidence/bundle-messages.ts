import { catalogue } from '../base/message.ts';

/** What a host says of bundles. */
export const BUNDLE_MESSAGES = catalogue({
  en: {
    'error.bundle-changed': '{{path}} comes from a bundle that is not as it was packed. It can be read and not changed.',
    'error.evidence-changed': '{{name}} in {{path}} is not as it was captured, so no bundle was made.',
    'error.bundle-one-case': 'A bundle holds one case. Name the case folder alone, or files and folders without one.',
    'error.bundle-too-large': 'The bundle has {{size, bytes}}; a window can hand over {{limit, bytes}}.',
    'next.verify': 'Verify the case to see every file that changed: borescope verify.',
    'next.bundle-again': 'Ask for the bundle again, and compare its SHA-256 with the sender.',
    'next.export-by-command': 'Write it to a file: borescope export {{path}} --out case.borescope',
    'fault.changed': 'changed since it was packed',
    'fault.damaged': 'damaged since it was packed',
    'fault.damaged-whole': 'Damaged since it was packed: nothing of it can be unpacked.',
    'fault.missing': 'missing',
    'fault.extra': 'not part of the bundle; not opened',
    'fault.newer': 'written by a newer Borescope',
  },
  ko: {
    'error.bundle-changed': '{{path}}은(는) 만든 뒤 바뀐 번들에서 열었습니다. 읽을 수만 있고 고칠 수 없습니다.',
    'error.evidence-changed': '{{path}}의 {{name}}이(가) 수집한 그대로가 아니어서 번들을 만들지 않았습니다.',
    'error.bundle-one-case': '번들에는 케이스 하나가 들어갑니다. 케이스 폴더 하나만 지정하거나, 케이스 폴더가 아닌 파일과 폴더를 지정합니다.',
    'error.bundle-too-large': '번들의 크기는 {{size, bytes}}입니다. 창에서는 {{limit, bytes}}까지 건넬 수 있습니다.',
    'next.verify': '바뀐 파일을 모두 보려면 케이스를 검사합니다: borescope verify.',
    'next.bundle-again': '번들을 다시 받아 보낸 사람과 SHA-256을 비교합니다.',
    'next.export-by-command': '파일로 씁니다: borescope export {{path}} --out case.borescope',
    'fault.changed': '만든 뒤 바뀜',
    'fault.damaged': '만든 뒤 손상됨',
    'fault.damaged-whole': '만든 뒤 손상되어 전혀 풀 수 없습니다.',
    'fault.missing': '없음',
    'fault.extra': '번들에 속하지 않아 열지 않음',
    'fault.newer': '더 새로운 Borescope가 씀',
  },
});
