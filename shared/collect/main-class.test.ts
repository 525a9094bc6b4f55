import { describe, expect, it } from 'vitest';
import { mainClassOf } from './main-class.ts';

const of = (...words: string[]): string | null => mainClassOf(words);

describe('mainClassOf', () => {
  it('[JVM-01] takes the class after the options', () => {
    expect(of('java', '-Xmx1g', 'com.acme.Main', '-jar', 'no.jar')).toBe('com.acme.Main');
    expect(of('/usr/lib/jvm/x/bin/java', 'Main')).toBe('Main');
    expect(of('C:\\jdk\\bin\\java.exe', '-server', 'Main')).toBe('Main');
  });

  it('[JVM-02] steps over the values of options', () => {
    expect(of('java', '-cp', 'a.jar:b', 'com.acme.Main')).toBe('com.acme.Main');
    expect(of('java', '-classpath', '', '--add-opens', 'java.base/java.lang=ALL-UNNAMED', '--add-modules', 'x', 'M')).toBe('M');
    expect(of('java', '--class-path=a', '--add-opens=java.base/java.lang=ALL-UNNAMED', 'M')).toBe('M');
    expect(of('java', '-agentlib:jdwp=transport=dt_socket', '-javaagent:/x/y.jar', '-XX:+UseG1GC', '-D', '-Da=b c', 'M')).toBe('M');
  });

  it('[JVM-03] names the jar file without its folder', () => {
    expect(of('java', '-Dx=y', '-jar', '/srv/app/shop.jar', 'arg')).toBe('shop.jar');
    expect(of('java', '-jar')).toBeNull();
  });

  it('[JVM-04] keeps module and class together', () => {
    expect(of('java', '-p', 'mods', '-m', 'shop/com.acme.Main')).toBe('shop/com.acme.Main');
    expect(of('java', '--module-path', 'mods', '--module', 'shop')).toBe('shop');
    expect(of('java', '--module=shop/com.acme.Main')).toBe('shop/com.acme.Main');
  });

  it('[JVM-05] does not take an argument for the main class that may stand in an @argfile', () => {
    expect(of('java', '@options')).toBeNull();
    expect(of('java', '@options', 'serve')).toBeNull();
    expect(of('java', '@options', 'com.acme.Main')).toBe('com.acme.Main');
    expect(of('java', '@options', '-jar', 'a.jar')).toBe('a.jar');
    expect(of('java', '@@literal')).toBe('@@literal');
    expect(of('java', '--disable-@files', '@odd')).toBe('@odd');
  });

  it('[JVM-06] names a source file started as a program', () => {
    expect(of('java', '--source', '21', '/tmp/Demo.java')).toBe('Demo.java');
  });

  it('[JVM-07] names programs that have a JVM inside by their own name', () => {
    expect(of('/opt/tool/bin/jcmd', '1')).toBe('jcmd');
    expect(of('python3', 'x.py')).toBe('python3');
    expect(of('jsvc.exec', '-java-home', '/x', '-user', 'tomcat', '-cp', 'a', 'org.apache.catalina.startup.Bootstrap')).toBe('org.apache.catalina.startup.Bootstrap');
  });

  it('[JVM-08] says nothing of an empty command line', () => {
    expect(of()).toBeNull();
    expect(of('')).toBeNull();
    expect(of('java')).toBeNull();
    expect(of('java', '-version')).toBeNull();
  });
});
