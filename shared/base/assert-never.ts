/** Ends an exhaustive switch; adding a case to the union makes every such switch a compile error. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
