import { catalogue } from '../base/message.ts';

/** Sentences about Docker engines and their containers; part of HOST_MESSAGES. */
export const CONTAINER_MESSAGES = catalogue({
  en: {
    'error.docker-context-missing': 'There is no Docker context {{context}} ({{chosenBy}}). No other engine was asked in its place.',
    'error.docker-config-unreadable': 'The Docker configuration {{file}} cannot be read: {{why}}.',
    'error.docker-endpoint-unsupported': 'The Docker context {{context}} points to {{url}}, which is not an address Borescope can use.',
    'error.docker-unreachable': 'The Docker engine of the context {{context}} at {{url}} cannot be reached: {{why}}.',
    'error.docker-forbidden': 'You may not use the Docker engine of the context {{context}} at {{url}}.',
    'error.docker-refused': 'The Docker engine of the context {{context}} refused (status {{status}}): {{why}}',
    'error.docker-no-container': 'The Docker engine of the context {{context}} has no container {{container}}.',
    'error.docker-not-running': 'The container {{container}} of the context {{context}} is not running: {{state}}.',
    'error.docker-cancelled': 'Asking the Docker engine of the context {{context}} was cancelled.',
    'next.docker-context': '`docker context ls` lists the contexts there are.',
    'next.docker-endpoint': 'Use unix://, tcp://, ssh:// or npipe://, without a password.',
    'next.docker-start': 'Check that the engine runs, and that DOCKER_HOST or the context is the one you mean.',
    'next.docker-group': 'Run Borescope as a user who may use the socket, such as a member of the group docker.',
    'next.docker-list': '`borescope targets docker:` lists the containers there are.',
    'next.no-shell-in-container': 'The container has no `sh`, as distroless images do not. SIGQUIT and the tools of its node do not need one.',
  },
  ko: {
    'error.docker-context-missing': 'Docker context {{context}}이(가) 없습니다({{chosenBy}}). 다른 engine에는 묻지 않았습니다.',
    'error.docker-config-unreadable': 'Docker 설정 {{file}}을(를) 읽을 수 없습니다: {{why}}.',
    'error.docker-endpoint-unsupported': 'Docker context {{context}}의 주소 {{url}}은(는) Borescope가 사용할 수 없는 형식입니다.',
    'error.docker-unreachable': 'Docker context {{context}}의 engine({{url}})에 연결할 수 없습니다: {{why}}.',
    'error.docker-forbidden': 'Docker context {{context}}의 engine({{url}})을 사용할 권한이 없습니다.',
    'error.docker-refused': 'Docker context {{context}}의 engine이 거절했습니다(상태 {{status}}): {{why}}',
    'error.docker-no-container': 'Docker context {{context}}의 engine에 컨테이너 {{container}}이(가) 없습니다.',
    'error.docker-not-running': 'Docker context {{context}}의 컨테이너 {{container}}이(가) 실행 중이 아닙니다: {{state}}.',
    'error.docker-cancelled': 'Docker context {{context}}의 engine에 묻는 작업을 취소했습니다.',
    'next.docker-context': '`docker context ls`로 context 목록을 볼 수 있습니다.',
    'next.docker-endpoint': '비밀번호 없이 unix://, tcp://, ssh://, npipe:// 가운데 하나로 쓰십시오.',
    'next.docker-start': 'engine이 실행 중인지, DOCKER_HOST나 context가 맞는지 확인하십시오.',
    'next.docker-group': 'docker 그룹처럼 socket을 사용할 수 있는 사용자로 Borescope를 실행하십시오.',
    'next.docker-list': '`borescope targets docker:`로 컨테이너 목록을 볼 수 있습니다.',
    'next.no-shell-in-container': 'distroless image처럼 컨테이너에 `sh`가 없습니다. SIGQUIT와 node의 도구에는 필요하지 않습니다.',
  },
});
