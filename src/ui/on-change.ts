// What need not be done again where nothing that it depends on has changed.

/** Returns what calls `act` with its arguments, unless they are those of the last call. */
export function onChange<A extends readonly unknown[]>(act: (...args: A) => void): (...args: A) => void {
  let last: A | null = null;
  return (...args) => {
    if (last?.every((arg, i) => arg === args[i])) return;
    last = args;
    act(...args);
  };
}
