import { ascii } from '../building/byte-text.ts';
import { THREAD_STATES } from '../model.ts';

/** What HotSpot's text is recognised by, byte for byte. */

export const AT = ascii('at ');
export const BANNER = ascii('Full thread dump');
export const STATE = ascii('java.lang.Thread.State: ');
export const SYNCHRONIZERS = ascii('Locked ownable synchronizers:');
export const NO_COMPILE_TASK = ascii('No compile task');
export const COMPILING = ascii('Compiling:');
export const CARRYING = ascii('Carrying virtual thread #');
export const MOUNTED = ascii('Mounted virtual thread #');
export const SMR_INFO = ascii('Threads class SMR info:');
export const SMR_LIST = ascii('_java_thread_list=');
export const JNI_REFS = ascii('JNI global ref');
export const DEADLOCK = ascii('Found one Java-level deadlock');
export const DEADLOCK_STACKS = ascii('Java stack information for the threads listed above');
export const FOUND = ascii('Found ');
export const HEAP = ascii('Heap');
export const JDK_VERSION = ascii('JDK version:');
export const UNNAMED = ascii('os_prio=');
export const STATE_WORDS = THREAD_STATES.map(ascii);
/** Where an interleaved stack trace of a log announces itself; its frames are not the thread's. */
export const EXCEPTION_WORDS = [ascii('Exception'), ascii('Error'), ascii('Caused by'), ascii('Throwable')];
export const DEADLOCK_WORD = ascii('deadlock');
