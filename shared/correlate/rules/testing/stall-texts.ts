import type { ThreadText } from './incident-texts.ts';

/** Stacks of threads that wait, as JDK 17 prints them. */

type Stack = Omit<ThreadText, 'name' | 'id'>;

const BLOCKED = 'BLOCKED (on object monitor)';
const APPENDER = '<0x00000000f0000bbb> (a org.apache.log4j.RollingFileAppender)';
export const OWNS_APPENDER: Stack = { stack: ['java.io.FileOutputStream.writeBytes(java.base@17.0.15/Native Method)', 'org.apache.log4j.WriterAppender.append(WriterAppender.java:162)', `- locked ${APPENDER}`, 'com.acme.Orders.load(Orders.java:9)'] };
export const WAITS_FOR_APPENDER: Stack = { state: BLOCKED, stack: ['org.apache.log4j.AppenderSkeleton.doAppend(AppenderSkeleton.java:231)', `- waiting to lock ${APPENDER}`, 'com.acme.Orders.load(Orders.java:9)'] };

const LOADER = '<0x00000000f0000ddd> (a org.apache.catalina.loader.ParallelWebappClassLoader)';
export const LOADS_A_CLASS: Stack = { stack: ['java.util.zip.ZipFile$Source.readFullyAt(java.base@17.0.15/ZipFile.java:1500)', 'org.apache.catalina.loader.WebappClassLoaderBase.findClassInternal(WebappClassLoaderBase.java:2300)', 'org.apache.catalina.loader.WebappClassLoaderBase.loadClass(WebappClassLoaderBase.java:1230)', `- locked ${LOADER}`, 'com.acme.Plugins.find(Plugins.java:3)'] };
export const WAITS_FOR_CLASS: Stack = { state: BLOCKED, stack: ['org.apache.catalina.loader.WebappClassLoaderBase.loadClass(WebappClassLoaderBase.java:1208)', `- waiting to lock ${LOADER}`, 'com.acme.Plugins.find(Plugins.java:3)'] };

export const LOOKS_UP: Stack = { stack: ['java.net.Inet4AddressImpl.lookupAllHostAddr(java.base@17.0.15/Native Method)', 'java.net.InetAddress$PlatformNameService.lookupAllHostAddr(java.base@17.0.15/InetAddress.java:933)', 'java.net.InetAddress.getAddressesFromNameService(java.base@17.0.15/InetAddress.java:1534)', 'com.acme.Payments.pay(Payments.java:12)'] };
export const READS_RANDOM: Stack = { stack: ['java.io.FileInputStream.readBytes(java.base@17.0.15/Native Method)', 'java.io.FileInputStream.read(java.base@17.0.15/FileInputStream.java:276)', 'sun.security.provider.NativePRNG$RandomIO.readFully(java.base@17.0.15/NativePRNG.java:425)', 'sun.security.provider.NativePRNG$RandomIO.implGenerateSeed(java.base@17.0.15/NativePRNG.java:442)', '- locked <0x00000000f0000eee> (a java.lang.Object)', 'com.acme.Tokens.fresh(Tokens.java:4)'] };
export const WAITS_FOR_RANDOM: Stack = { state: BLOCKED, stack: ['sun.security.provider.NativePRNG$RandomIO.implGenerateSeed(java.base@17.0.15/NativePRNG.java:438)', '- waiting to lock <0x00000000f0000eee> (a java.lang.Object)', 'com.acme.Tokens.fresh(Tokens.java:4)'] };

const READ = ['sun.nio.ch.SocketDispatcher.read0(java.base@17.0.15/Native Method)', 'sun.nio.ch.NioSocketImpl.tryRead(java.base@17.0.15/NioSocketImpl.java:261)'];
const HTTP = ['sun.nio.ch.NioSocketImpl.read(java.base@17.0.15/NioSocketImpl.java:350)', 'sun.net.www.http.HttpClient.parseHTTP(java.base@17.0.15/HttpClient.java:760)', 'com.acme.Prices.quote(Prices.java:8)'];
export const READS_FOREVER: Stack = { stack: [...READ, 'sun.nio.ch.NioSocketImpl.implRead(java.base@17.0.15/NioSocketImpl.java:312)', ...HTTP] };
export const READS_WITH_TIMEOUT: Stack = { stack: [...READ, 'sun.nio.ch.NioSocketImpl.timedRead(java.base@17.0.15/NioSocketImpl.java:285)', 'sun.nio.ch.NioSocketImpl.implRead(java.base@17.0.15/NioSocketImpl.java:309)', ...HTTP] };

const WORKER = ['java.util.concurrent.ThreadPoolExecutor.runWorker(java.base@17.0.15/ThreadPoolExecutor.java:1136)', 'java.util.concurrent.ThreadPoolExecutor$Worker.run(java.base@17.0.15/ThreadPoolExecutor.java:635)'];
const AWAITS = ['jdk.internal.misc.Unsafe.park(java.base@17.0.15/Native Method)', 'java.util.concurrent.FutureTask.awaitDone(java.base@17.0.15/FutureTask.java:447)', 'java.util.concurrent.FutureTask.get(java.base@17.0.15/FutureTask.java:190)', 'com.acme.Reports.join(Reports.java:14)'];
export const AWAITS_WITHIN_TASK: Stack = { state: 'WAITING (parking)', stack: [...AWAITS, 'java.util.concurrent.FutureTask.run(java.base@17.0.15/FutureTask.java:264)', ...WORKER] };
export const AWAITS_IN_A_REQUEST: Stack = { state: 'WAITING (parking)', stack: [...AWAITS, 'org.apache.tomcat.util.net.SocketProcessorBase.run(SocketProcessorBase.java:52)', ...WORKER] };

export const AWAITS_REFERENCES: Stack = { state: 'WAITING (on object monitor)', stack: ['java.lang.Object.wait(java.base@17.0.15/Native Method)', 'java.lang.ref.ReferenceQueue.remove(java.base@17.0.15/ReferenceQueue.java:176)', 'java.lang.ref.Finalizer$FinalizerThread.run(java.base@17.0.15/Finalizer.java:172)'] };
export const FINALIZES_SLOWLY: Stack = { state: 'TIMED_WAITING (sleeping)', stack: ['java.lang.Thread.sleep(java.base@17.0.15/Native Method)', 'com.acme.Handle.finalize(Handle.java:5)', 'java.lang.ref.Finalizer$FinalizerThread.run(java.base@17.0.15/Finalizer.java:174)'] };
export const READS_A_FILE: Stack = { stack: ['java.io.FileInputStream.readBytes(java.base@17.0.15/Native Method)', 'com.acme.Catalogue.read(Catalogue.java:3)'] };
export const STARTS_A_PROGRAM: Stack = { stack: ['java.lang.ProcessImpl.forkAndExec(java.base@17.0.15/Native Method)', 'java.lang.ProcessBuilder.start(java.base@17.0.15/ProcessBuilder.java:1107)', 'com.acme.Thumbnails.convert(Thumbnails.java:8)'] };
export const SELECTS: Stack = { stack: ['sun.nio.ch.EPoll.wait(java.base@17.0.15/Native Method)', 'sun.nio.ch.EPollSelectorImpl.doSelect(java.base@17.0.15/EPollSelectorImpl.java:118)', 'io.netty.channel.nio.NioEventLoop.run(NioEventLoop.java:526)'] };
export const SLEEPS_IN_A_HANDLER: Stack = { state: 'TIMED_WAITING (sleeping)', stack: ['java.lang.Thread.sleep(java.base@17.0.15/Native Method)', 'com.acme.Handler.channelRead(Handler.java:11)', 'io.netty.channel.nio.NioEventLoop.run(NioEventLoop.java:562)'] };
