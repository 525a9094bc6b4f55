import { describe, expect, it } from 'vitest';
import { resolveSshConfig } from './ssh-config.ts';

const CONFIG = `
# defaults
IdentityFile ~/.ssh/all
Host web-1 web-one
  HostName 10.0.0.7
  Port=2222
  User "shop admin"
  IdentityFile "~/keys/web 1"
  IdentitiesOnly yes
Host behind
  ProxyJump bastion
Host direct
  ProxyCommand none
Match host web-1
  User matched
Host *.acme.test !db.acme.test
  HostName %h.internal
Host *
  User everyone
  Port 70000
Include other
`;
const of = (alias: string) => resolveSshConfig(CONFIG, alias, '/home/ann');

describe('resolveSshConfig', () => {
  it('[SSH-30] takes the first value and adds up identity files', () => {
    expect(of('web-1')).toEqual({
      hostName: '10.0.0.7',
      port: 2222,
      user: 'shop admin',
      identityFiles: ['/home/ann/.ssh/all', '/home/ann/keys/web 1'],
      identitiesOnly: true,
      blocked: null,
      skipped: [{ word: 'Match', line: 14 }, { word: 'Include', line: 21 }],
    });
  });

  it('[SSH-31] matches wildcards and negation, and fills %h', () => {
    expect(of('web.acme.test')).toMatchObject({ hostName: 'web.acme.test.internal', user: 'everyone', port: null });
    expect(of('db.acme.test').hostName).toBeNull();
  });

  it('[SSH-32] tells a jump host it cannot follow', () => {
    expect(of('behind').blocked).toEqual({ word: 'ProxyJump', line: 11 });
    expect(of('direct').blocked).toBeNull();
  });

  it('[SSH-33] says nothing of an empty file', () => {
    expect(resolveSshConfig('', 'x', '/')).toEqual({ hostName: null, port: null, user: null, identityFiles: [], identitiesOnly: false, blocked: null, skipped: [] });
  });
});
