/** The class in `java.util.ArrayList@1b2c` or `java/lang/Object@0x015F10C0`, with dots; the whole text when there is no `@`. */
export function classOfIdentity(identity: string): string {
  const at = identity.lastIndexOf('@');
  return (at > 0 ? identity.slice(0, at) : identity).replaceAll('/', '.');
}
