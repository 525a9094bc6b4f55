import { catalogue } from '../../base/message.ts';

/** Sentences about workbench files; part of HOST_MESSAGES. */
export const EMBEDDED_MESSAGES = catalogue({
  en: {
    'error.read-only-file': 'This file holds one case to be read. Nothing can be captured or changed in it.',
    'error.file-unreadable': 'The evidence in this file cannot be read: it is incomplete or was changed.',
    'next.export-again': 'Have it exported again.',
    'error.workbench-too-large': 'The captures are too large for one file: compressed they exceed {{limit, bytes}}.',
    'next.fewer-captures': 'Choose fewer captures, or send the case itself.',
    'error.workbench-not-built': 'This installation has no workbench to export: {{path}} is missing.',
    'next.build': 'Run `npm run build`.',
    'workbench.needs-script': 'This file shows its evidence by a script of its own. Allow scripts for it; it contacts nobody.',
    'workbench.too-old': 'This browser cannot open the file. Use Chrome, Edge, Firefox or Safari from 2024 or later.',
  },
  ko: {
    'error.read-only-file': '이 파일은 케이스 하나를 읽기 위한 것입니다. 여기서는 수집하거나 변경할 수 없습니다.',
    'error.file-unreadable': '이 파일에 든 증거를 읽을 수 없습니다. 파일이 불완전하거나 변경되었습니다.',
    'next.export-again': '파일을 다시 내보내 달라고 요청하십시오.',
    'error.workbench-too-large': '캡처가 파일 하나에 담기에 너무 큽니다. 압축한 크기가 {{limit, bytes}}를 넘습니다.',
    'next.fewer-captures': '캡처를 줄이거나 케이스 폴더를 그대로 전달하십시오.',
    'error.workbench-not-built': '이 설치본에는 내보낼 워크벤치가 없습니다. {{path}} 파일이 없습니다.',
    'next.build': '`npm run build`를 실행하십시오.',
    'workbench.needs-script': '이 파일은 자체 스크립트로 증거를 표시합니다. 스크립트를 허용하십시오. 외부와 통신하지 않습니다.',
    'workbench.too-old': '이 브라우저로는 파일을 열 수 없습니다. 2024년 이후의 Chrome, Edge, Firefox 또는 Safari를 사용하십시오.',
  },
});
