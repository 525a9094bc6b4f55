import { catalogue } from '../../base/message.ts';

/** Rules and URL patterns of a person's own. */
export const OWN_RULES_MESSAGES = catalogue({
  en: {
    'own-rules.title': '{{en}}',
    'own-rules.met': '{{count, number}} found: {{names}}.',
    'own-rules.falsified': 'A rule of your own says this (`{{id}}` in rules.json): it is as right as its conditions.',
    'own-rules.wrong-if': '{{wrongEn}}',
    'own-rules.no-json': '{{file}} is no JSON, so it is not used: {{reason}}.',
    'own-rules.unknown-field': '{{file}}, {{place}}: unknown field {{fields}}. The file is not used.',
    'own-rules.wrong-type': '{{file}}, {{place}}: {{expected}} expected. The file is not used.',
    'own-rules.wrong-value': '{{file}}, {{place}}: one of {{values}} expected. The file is not used.',
    'own-rules.not-allowed': '{{file}}, {{place}}: not allowed ({{reason}}). The file is not used.',
    'own-rules.pattern.syntax': '{{file}}, {{place}} is left out: no regular expression, see character {{at}}, near “{{part}}”.',
    'own-rules.pattern.unsupported': '{{file}}, {{place}} is left out: “{{part}}” at character {{at}} cannot be matched in linear time.',
    'own-rules.pattern.too-large': '{{file}}, {{place}} is left out: the regular expression is too large.',
  },
  ko: {
    'own-rules.title': '{{ko}}',
    'own-rules.met': '{{count, number}}개: {{names}}.',
    'own-rules.falsified': '직접 작성한 규칙(rules.json의 `{{id}}`)의 판단입니다. 조건이 맞는 만큼만 맞습니다.',
    'own-rules.wrong-if': '{{wrongKo}}',
    'own-rules.no-json': '{{file}}이(가) JSON이 아니므로 쓰지 않습니다: {{reason}}.',
    'own-rules.unknown-field': '{{file}}, {{place}}: 알 수 없는 항목 {{fields}}. 이 파일은 쓰지 않습니다.',
    'own-rules.wrong-type': '{{file}}, {{place}}: {{expected}}이어야 합니다. 이 파일은 쓰지 않습니다.',
    'own-rules.wrong-value': '{{file}}, {{place}}: {{values}} 중 하나여야 합니다. 이 파일은 쓰지 않습니다.',
    'own-rules.not-allowed': '{{file}}, {{place}}: 허용되지 않습니다({{reason}}). 이 파일은 쓰지 않습니다.',
    'own-rules.pattern.syntax': '{{file}}, {{place}}을(를) 제외합니다. 올바른 정규식이 아닙니다({{at}}번째 문자 ‘{{part}}’ 부근).',
    'own-rules.pattern.unsupported': '{{file}}, {{place}}을(를) 제외합니다. {{at}}번째 문자의 ‘{{part}}’ 구문은 선형 시간에 검사할 수 없습니다.',
    'own-rules.pattern.too-large': '{{file}}, {{place}}을(를) 제외합니다. 정규식이 너무 큽니다.',
  },
});
