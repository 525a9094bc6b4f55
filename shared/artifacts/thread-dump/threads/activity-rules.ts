import { POOLED_CONNECTION } from './pooled-connection.ts';

/** What a thread does, as its state, its frames and, for the JVM's own threads, its name show. */
export const ACTIVITIES = [
  'is-blocked', 'initializes', 'selects', 'accepts', 'waits-for-connection', 'idle', 'sleeps', 'waits-for-permit', 'awaits-result', 'queries-database', 'uses-messaging', 'calls-http',
  'writes-log', 'resolves-name', 'connects', 'reads-socket', 'writes-socket', 'waits-for-process', 'uses-file', 'waits-for-lock', 'waits', 'parks',
  'carries-virtual', 'loads-class', 'runs', 'collects-garbage', 'compiles', 'serves-vm', 'unknown',
] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** One line of the table below. */
export interface FrameRule {
  readonly activity: Activity;
  /** A frame as printed, `package.Class.method(File.java:1)`, without `at`. */
  readonly frame: RegExp;
  /** How many frames from the top are looked at. */
  readonly within: number;
  /** Only where the thread is off the CPU: in Object.wait, parked or asleep. */
  readonly onlyAtRest?: true;
}

/** The top of a stack that does nothing until something wakes it. */
export const AT_REST = /\bjava\.lang\.(Object\.wait0?|Thread\.sleep\w*|VirtualThread\.(park\w*|yieldContinuation|sleep\w*))\(|\b(jdk\.internal\.misc|sun\.misc)\.Unsafe\.park\(/;

/** The first rule that matches wins: what the wait is for stands above how it is waited. To teach Borescope a driver or a pool, add it here and to the test. */
export const FRAME_RULES: readonly FrameRule[] = [
  { activity: 'selects', within: 6, frame: /\.(EPoll\.wait|EPollArrayWrapper\.epollWait|KQueue\.poll|KQueueArrayWrapper\.kevent0|SubSelector\.poll0?|PollArrayWrapper\.poll0?|epollWait0?|Native\.epollWait\w*)\(/ },
  { activity: 'accepts', within: 6, frame: /\.(socketAccept|accept0|implAccept|NioSocketImpl\.(accept|timedAccept)|Net\.accept)\(/ },
  {
    activity: 'waits-for-connection', within: 30, onlyAtRest: true,
    frame: /\b(com\.zaxxer\.hikari\.pool\.HikariPool|com\.zaxxer\.hikari\.util\.ConcurrentBag|org\.apache\.tomcat\.jdbc\.pool\.ConnectionPool|org\.apache\.(?:commons|tomcat)\.\w*\.?pool2?\.impl\.\w+ObjectPool|com\.mchange\.v2\.resourcepool\.BasicResourcePool|com\.alibaba\.druid\.pool\.DruidDataSource|com\.jolbox\.bonecp\.\w+|oracle\.ucp\.[\w.]+|weblogic\.common\.resourcepool\.\w+|org\.apache\.h(?:ttp|c\.core5)\.pool\.\w+|org\.jboss\.jca\.core\.connectionmanager\.pool\.[\w.]+)(?:\$\w+)*\.(getConnection|getConnectionInternal|borrow\w*|take\w*|poll\w*|prelimCheckoutResource|checkout\w*|awaitAvailable|reserveResource\w*|lease|getPoolEntryBlocking)\(/,
  },
  {
    activity: 'idle', within: 12, onlyAtRest: true,
    frame: /\bThreadPoolExecutor\.getTask\(|(?:Queue|Deque|Exchanger|TransferStack|TransferQueue|LinkedTransferQueue\w*)(?:\$\w+)*\.(?:take|poll|xfer|transfer|awaitMatch|awaitFulfill|remove0?|await)\w*\(|\bForkJoinPool\.(awaitWork|runWorker|scan|idleAwait)\(|\bReferenceQueue\.remove|\bjava\.util\.TimerThread\.|DelayedWorkQueue|\bTaskQueue\.(take|poll)\(|\bidleJobPoll\(/,
  },
  { activity: 'idle', within: 3, frame: /\bReference\.waitForReferencePendingList\(|\bProcessHandleImpl\.waitForProcessExit0\(/ },
  { activity: 'sleeps', within: 8, frame: /\bjava\.(lang\.Thread\.sleep\w*|util\.concurrent\.TimeUnit\.sleep)\(/ },
  { activity: 'waits-for-permit', within: 16, onlyAtRest: true, frame: /\bjava\.util\.concurrent\.Semaphore\.(acquire|tryAcquire)\w*\(/ },
  {
    activity: 'queries-database', within: 60,
    frame: /\b(org\.postgresql|com\.mysql|org\.mariadb|oracle\.(jdbc|net\.ns|sql)|com\.microsoft\.sqlserver|com\.ibm\.db2|com\.sybase\.jdbc\w*|net\.sourceforge\.jtds|org\.h2|org\.hsqldb|org\.apache\.derby|org\.sqlite|com\.informix|com\.mongodb|com\.datastax|redis\.clients|io\.lettuce\.core|org\.redisson|net\.spy\.memcached|org\.neo4j\.driver|com\.couchbase|com\.clickhouse|com\.tmax\.tibero|cubrid\.jdbc|Altibase\.jdbc)\./,
  },
  { activity: 'queries-database', within: 60, frame: POOLED_CONNECTION },
  { activity: 'uses-messaging', within: 60, frame: /\b(org\.apache\.(kafka|activemq|qpid|pulsar|rocketmq)|com\.rabbitmq\.client|javax\.jms|jakarta\.jms|com\.ibm\.(mq|msg)|com\.solacesystems)\./ },
  { activity: 'calls-http', within: 60, frame: /\b(org\.apache\.(http|hc\.client5|hc\.core5|commons\.httpclient)|okhttp3|com\.squareup\.okhttp|sun\.net\.www\.(protocol\.https?|http)|jdk\.internal\.net\.http|java\.net\.http|feign|com\.google\.api\.client\.http|org\.eclipse\.jetty\.client|io\.grpc\.stub\.ClientCalls)\b/ },
  { activity: 'awaits-result', within: 16, onlyAtRest: true, frame: /\bjava\.(util\.concurrent\.((FutureTask|CompletableFuture|ForkJoinTask)\.(get|join|awaitDone|waitingGet|timedGet|timedJoin|invoke\w*)|(CountDownLatch|CyclicBarrier|Phaser)\.\w*await\w*|ThreadPoolExecutor\.awaitTermination)|lang\.(Thread|VirtualThread)\.join\w*)\(/ },
  { activity: 'writes-log', within: 20, frame: /\b(ch\.qos\.logback\.core|org\.apache\.logging\.log4j\.core\.(appender|layout|async)|org\.apache\.log4j|org\.jboss\.logmanager|java\.util\.logging\.(Stream|Console|File)Handler)\b/ },
  { activity: 'resolves-name', within: 4, frame: /\bInet\w*AddressImpl\.(lookupAllHostAddr|getHostByAddr)\(/ },
  { activity: 'connects', within: 8, frame: /\.(socketConnect|connect0|Net\.(connect|pollConnect)\w*|NioSocketImpl\.(connect|timedFinishConnect)|AbstractPlainSocketImpl\.(doConnect|connect))\(/ },
  { activity: 'reads-socket', within: 14, frame: /\.(socketRead0|SocketDispatcher\.read0|NioSocketImpl\.(implRead|tryRead|timedRead|read)|SocketInputStream\.(read|socketRead)|SocketChannelImpl\.(blockingRead|implRead|read)|DatagramChannelImpl\.receive|DatagramSocketImpl\.receive\w*|PlainDatagramSocketImpl\.receive\w*)\(/ },
  { activity: 'writes-socket', within: 14, frame: /\.(socketWrite0|SocketDispatcher\.writev?0|NioSocketImpl\.(implWrite|tryWrite|write)|SocketOutputStream\.(write|socketWrite)|SocketChannelImpl\.(blockingWrite|implWrite|write))\(/ },
  { activity: 'waits-for-process', within: 6, frame: /\bjava\.lang\.(ProcessImpl|UNIXProcess)\.(waitFor|forkAndExec)\w*\(/ },
  { activity: 'uses-file', within: 4, frame: /\b(java\.io\.(File(Input|Output)Stream|RandomAccessFile)\.(read|write|open|close|length)\w*|sun\.nio\.(ch\.(File|UnixFile)DispatcherImpl|fs\.UnixNativeDispatcher)\.\w+|java\.io\.(Unix|WinNT)FileSystem\.\w+|java\.util\.zip\.ZipFile\w*\.\w+)\(/ },
  { activity: 'waits-for-lock', within: 8, onlyAtRest: true, frame: /\bjava\.util\.concurrent\.locks\.(AbstractQueued(Long)?Synchronizer\.(acquire|doAcquire|tryAcquireNanos|parkAndCheckInterrupt)\w*|StampedLock\.\w*(read|write|Read|Write)\w*)\(/ },
  { activity: 'waits', within: 4, frame: /\bjava\.lang\.Object\.wait0?\(|\$ConditionObject\.await\w*\(/ },
  { activity: 'parks', within: 4, frame: /\b((jdk\.internal\.misc|sun\.misc)\.Unsafe\.park|java\.lang\.VirtualThread\.(park\w*|yieldContinuation))\(/ },
  { activity: 'carries-virtual', within: 12, frame: /\bjava\.lang\.VirtualThread\.runContinuation\(/ },
  { activity: 'loads-class', within: 8, frame: /\bjava\.lang\.ClassLoader\.(loadClass|defineClass)\w*\(|\bjdk\.internal\.loader\.|\bjava\.net\.URLClassLoader\./ },
];

/** Threads without frames: the JVM's own, told by name. */
export const NAME_RULES: readonly { readonly activity: Activity; readonly name: RegExp }[] = [
  { activity: 'collects-garbage', name: /^(GC |G1 |Gang worker|Concurrent (Mark|Sweep)|Concurrent GC|ParGC|[XZ](Worker|Driver|Director|Unmapper|Uncommitter|Stat|ForkJoin|Relocat)|Shenandoah|Parallel GC|VM Uncommitter|GC Slave)/ },
  { activity: 'compiles', name: /CompilerThread|^(JIT Compilation|Sweeper thread|JVMCI)/ },
  { activity: 'serves-vm', name: /^(VM |Signal (Dispatcher|Handler|Reporter)|Attach (Listener|API)|Service Thread|Monitor Deflation|Notification Thread|DestroyJavaVM|Surrogate Locker|Low Memory|JDWP|JFR |Finalizer|Reference Handler|Common-Cleaner|StringDedup|MemoryPoolMXBean|IProfiler|AttachHandlers)/ },
];
