// `npm test`: installs what the tests need, then runs checks, unit and contract suites, and the browser journeys.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

// What must be found, and the Debian package that brings it.
const NEEDS = [
  { what: 'java and jcmd (JDK 17 or later)', found: () => onPath('jcmd'), package: 'openjdk-17-jdk-headless' },
  { what: 'Chromium', found: () => existsSync('/usr/bin/chromium'), package: 'chromium' },
  { what: 'sshd', found: () => existsSync('/usr/sbin/sshd'), package: 'openssh-server' },
  { what: 'ssh and ssh-agent', found: () => onPath('ssh-agent'), package: 'openssh-client' },
  { what: 'Korean fonts for the screenshots', found: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'), package: 'fonts-noto-cjk' },
  { what: 'dockerd', found: () => existsSync('/usr/sbin/dockerd'), package: 'docker.io' },
  { what: 'containerd and runc', found: () => onPath('containerd') && onPath('runc'), package: 'containerd runc' },
  { what: 'iptables', found: () => existsSync('/usr/sbin/iptables'), package: 'iptables' },
  { what: 'openssl', found: () => onPath('openssl'), package: 'openssl' },
  { what: 'nsenter and unshare', found: () => onPath('nsenter') && onPath('unshare'), package: 'util-linux' },
  { what: 'ip', found: () => onPath('ip') || existsSync('/usr/sbin/ip'), package: 'iproute2' },
  { what: 'busybox', found: () => onPath('busybox'), package: 'busybox-static' },
  { what: 'sudo', found: () => onPath('sudo'), package: 'sudo' },
  { what: 'fish (a login shell unlike sh)', found: () => onPath('fish'), package: 'fish' },
  { what: 'tcsh (a login shell unlike sh)', found: () => onPath('tcsh'), package: 'tcsh' },
  { what: 'zsh', found: () => onPath('zsh'), package: 'zsh' },
  { what: 'ksh', found: () => onPath('ksh'), package: 'ksh' },
  { what: 'ps and top', found: () => onPath('ps') && onPath('top'), package: 'procps' },
  { what: 'lsof', found: () => onPath('lsof'), package: 'lsof' },
  { what: 'netstat', found: () => onPath('netstat'), package: 'net-tools' },
  { what: 'faketime (a target whose clock is off)', found: () => onPath('faketime'), package: 'faketime' },
  { what: 'curl (the recipe that asks Tomcat’s manager)', found: () => onPath('curl'), package: 'curl' },
  { what: 'Tomcat 10', found: () => existsSync('/usr/share/tomcat10/bin/bootstrap.jar'), package: 'tomcat10-common' },
  { what: 'Tomcat 10’s manager', found: () => existsSync('/usr/share/tomcat10-admin/manager'), package: 'tomcat10-admin' },
  { what: 'git (the checks list the tracked files)', found: () => onPath('git'), package: 'git' },
];

function onPath(tool) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, tool)));
}

function run(title, command, args, environment = {}) {
  console.log(`\n== ${title}`);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  if (error) console.error(String(error));
  if (status !== 0) {
    console.error(`\n${title}: failed`);
    process.exit(status ?? 1);
  }
}

const missing = NEEDS.filter((need) => !need.found());
if (missing.length > 0) {
  const packages = missing.flatMap((need) => need.package.split(' '));
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('Debian package lists', 'apt-get', ['update', '-qq']);
    run(`Debian packages: ${packages.join(' ')}`, 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { DEBIAN_FRONTEND: 'noninteractive' });
  } else {
    console.error('These tests need, and cannot install without root:');
    for (const need of missing) console.error(`  ${need.what} (Debian package ${need.package})`);
    process.exit(1);
  }
}

run('Build', process.execPath, ['.ci/build.mjs']);
run('Checks: types', 'npx', ['tsc', '-b']);
run('Checks: lint', 'npx', ['oxlint', '--type-aware', '--deny-warnings']);
run('Checks: imports', process.execPath, ['.ci/check-imports.mjs']);
run('Checks: dead code', 'npx', ['knip']);
run('Checks, unit and contract suites', 'npx', ['vitest', 'run']);
run('Browser journeys', 'npx', ['playwright', 'test', '--config', 'e2e/playwright.config.ts']);
