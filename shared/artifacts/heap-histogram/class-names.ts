const PRIMITIVES: Readonly<Record<string, string>> = { B: 'byte', C: 'char', D: 'double', F: 'float', I: 'int', J: 'long', S: 'short', Z: 'boolean' };

/** A class as Java source writes it; what is no array descriptor comes back unchanged. */
export function readableClassName(rawName: string): string {
  let dimensions = 0;
  while (rawName.charCodeAt(dimensions) === 91) dimensions += 1;
  if (dimensions === 0) return rawName;
  const element = elementName(rawName.slice(dimensions));
  return element === null ? rawName : element + '[]'.repeat(dimensions);
}

function elementName(descriptor: string): string | null {
  if (descriptor.length === 1) return PRIMITIVES[descriptor] ?? null;
  return descriptor.startsWith('L') && descriptor.endsWith(';') && descriptor.length > 2 ? descriptor.slice(1, -1) : null;
}

/** Package of a class; arrays belong to their element's. Primitive arrays stand for themselves (`byte[]`), and `<…>` marks what has no package. */
export function packageOf(className: string): string {
  const end = className.indexOf('[');
  const element = end < 0 ? className : className.slice(0, end);
  if (element.startsWith('<')) return '<VM internal>';
  // A hidden class has `/0x…` after its name; the dots before it count.
  const slash = element.indexOf('/');
  const dot = (slash < 0 ? element : element.slice(0, slash)).lastIndexOf('.');
  if (dot > 0) return element.slice(0, dot);
  return end >= 0 && Object.values(PRIMITIVES).includes(element) ? `${element}[]` : '<default>';
}

const PLATFORM = /^(?:java|javax|jdk|sun|com\.sun|jrockit|oracle\.jrockit|org\.graalvm)\./;

/** Whether the class belongs to an application or its libraries rather than to the JDK or the VM. */
export function isApplicationClass(className: string, module: string | null): boolean {
  if (module !== null && /^(?:java|jdk)\./.test(module)) return false;
  const group = packageOf(className);
  return !group.startsWith('<VM') && !group.endsWith('[]') && !PLATFORM.test(`${group}.`);
}

/** What names of generated classes differ in from run to run and class to class; each pattern keeps its first group. */
const GENERATED: readonly RegExp[] = [
  // Hidden classes: an address behind the name.
  /^(.*?)[/+]0x[0-9a-f]+/,
  /^(.*\$\$Lambda)\$\d+/,
  /^(.*\$Proxy)\d+(?=\[|$)/,
  /^(.*\.Generated(?:Method|Constructor|SerializationConstructor)Accessor)\d+(?=\[|$)/,
  /^(.*\$\$(?:EnhancerBy|FastClassBy)\w*?CGLIB)\$\$[0-9a-f]+/,
  /^(.*\$\$SpringCGLIB)\$\$\d+/,
  /^(.*\$(?:MockitoMock|HibernateProxy|HibernateInstantiator|HibernateAccessOptimizer|ByteBuddy))\$\w+/,
];

/** Most names are told apart by one look. */
const MAY_BE_GENERATED = /[/+]0x|\$\$Lambda|\$Proxy\d|\.Generated|CGLIB|\$Mockito|\$Hibernate|\$ByteBuddy/;

/** The name under which a class is compared: generated classes (lambdas, proxies, accessors, hidden classes) without what a new run numbers anew. HH-15 */
export function comparableName(className: string): string {
  if (!MAY_BE_GENERATED.test(className)) return className;
  return GENERATED.reduce((name, pattern) => {
    const [whole, kept] = pattern.exec(name) ?? [];
    return whole === undefined || kept === undefined ? name : kept + name.slice(whole.length);
  }, className);
}
