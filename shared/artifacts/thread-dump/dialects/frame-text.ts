/** `java.base@25/` or `app/jdk.net@1/` before a class; a hidden class has its address after a slash. */
const MODULE = /^((?:[\w.-]+\/)?[\w.-]+(?:@[^/()\s]+)?)\/(?!\/|0x)([^/()]+(?:\/0x[^/()]*)?)\(/;

/** The loader of the class path, which HotSpot's text does not name. */
const APP_LOADER = /^app\/\//;

/** A frame as `StackTraceElement` prints it, written as HotSpot does: the module inside the parentheses. */
export function withModuleInParentheses(frame: string): string {
  return frame.replace(APP_LOADER, '').replace(MODULE, '$2($1/');
}

/** `java/lang/Object.wait` as `java.lang.Object.wait`; a hidden class keeps the slash before its address. */
export function withDots(method: string): string {
  return method.replace(/\/(?!0x)/g, '.');
}
