import { framesOf, text } from '../dump-reading.ts';
import type { ThreadDump } from '../model.ts';

const JDK = /^(app\/\/|platform\/\/)?(java|javax|jdk|sun|com\.sun)\./;
/** Servers, frameworks, pools and drivers: what runs the application's code or is run by it. */
const LIBRARY =
  /^(app\/\/)?(jakarta\.|kotlin\.|kotlinx\.|scala\.|groovy\.|weblogic\.|reactor\.|akka\.|com\.(ibm\.(ws|wsspi)|zaxxer\.hikari|mysql|mchange|google\.common|fasterxml)\.|oracle\.jdbc\.|io\.(netty|undertow|vertx|grpc|lettuce|micrometer|smallrye|quarkus)\.|org\.(apache\.(tomcat|catalina|coyote|jasper|commons|http|hc|kafka|logging|maven|felix)|eclipse\.jetty|springframework|hibernate|jboss|wildfly|xnio|postgresql|mariadb|h2|slf4j|junit|glassfish|aspectj|jooq|quartz)\.)/;

export function isJdkFrame(frame: string): boolean {
  return JDK.test(frame);
}

/** `__GI___pthread_cond_wait + 0x1e8`, `pthread_cond_wait+0x211 (0x00007F… [libc.so.6+0x93a41])`: native code, as the serviceability agent and javacores print it. */
const NATIVE = /[+] ?0x[0-9a-f]+\]?\)?$|^\?+$/;

export function isLibraryFrame(frame: string): boolean {
  return LIBRARY.test(frame) || NATIVE.test(frame);
}

/** Frame texts repeat a great deal; each is judged once per dump. */
export class ApplicationFrames {
  readonly #dump: ThreadDump;
  readonly #isApplication = new Map<number, boolean>();
  readonly #byStack = new Map<number, number>();

  constructor(dump: ThreadDump) {
    this.#dump = dump;
  }

  /** Text id of the topmost frame that is neither the JDK's nor a known library's; 0 when there is none. */
  top(row: number): number {
    const stack = this.#dump.threads.stack[row] ?? 0;
    let frame = this.#byStack.get(stack);
    if (frame === undefined) {
      frame = framesOf(this.#dump, row).find((id) => this.#isApplicationFrame(id)) ?? 0;
      this.#byStack.set(stack, frame);
    }
    return frame;
  }

  #isApplicationFrame(id: number): boolean {
    let known = this.#isApplication.get(id);
    if (known === undefined) {
      const frame = text(this.#dump, id);
      known = !isJdkFrame(frame) && !isLibraryFrame(frame);
      this.#isApplication.set(id, known);
    }
    return known;
  }
}

/** Where a thread is, for a sentence: its application frame, else its first frame outside the JDK, else its top frame; empty without a stack. */
export function placeOf(dump: ThreadDump, row: number, frames: ApplicationFrames): string {
  const application = frames.top(row);
  if (application !== 0) return withoutParameters(text(dump, application));
  const stack = framesOf(dump, row);
  const outside = stack.find((id) => !isJdkFrame(text(dump, id))) ?? stack[0];
  return outside === undefined ? '' : withoutParameters(text(dump, outside));
}

/** `Convoy.checkout(Convoy.java:12)` without the module of a JDK frame. */
function withoutParameters(frame: string): string {
  return frame.replace(/\((?:[^()/]*@[^()/]*)\//, '(');
}
