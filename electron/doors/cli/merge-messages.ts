import { catalogue } from '../../../shared/base/message.ts';

/** Sentences of `borescope merge`. */
export const MERGE_COMMAND_MESSAGES = catalogue({
  en: {
    'cli.merge': 'copy the captures, notes and marks of a case or bundle into a case folder; the other stays as it is',
    'cli.arg.merge-from': 'case folder or .borescope file to copy from',
    'cli.arg.merge-into': 'case folder to copy into',
    'cli.merged_one': '{{count, number}} capture of {{from}} was copied into {{into}}.',
    'cli.merged_other': '{{count, number}} captures of {{from}} were copied into {{into}}.',
    'cli.merged-same_one': '{{count, number}} capture was there already.',
    'cli.merged-same_other': '{{count, number}} captures were there already.',
    'cli.merge.into-bundle': '{{file}} is a bundle, which never changes. Name a case folder to merge into.',
  },
  ko: {
    'cli.merge': '케이스 또는 번들의 capture, 메모, 표시를 case 폴더에 복사합니다. 원래 것은 그대로 둡니다',
    'cli.arg.merge-from': '복사해 올 case 폴더 또는 .borescope 파일',
    'cli.arg.merge-into': '복사해 넣을 case 폴더',
    'cli.merged_one': '{{from}}의 capture {{count, number}}개를 {{into}}에 복사했습니다.',
    'cli.merged_other': '{{from}}의 capture {{count, number}}개를 {{into}}에 복사했습니다.',
    'cli.merged-same_one': 'capture {{count, number}}개는 이미 있었습니다.',
    'cli.merged-same_other': 'capture {{count, number}}개는 이미 있었습니다.',
    'cli.merge.into-bundle': '{{file}}은(는) 번들이며 바뀌지 않습니다. 합쳐 넣을 case 폴더를 지정하십시오.',
  },
});
