// A value that can be watched: the Scene, and what is known about its picture, live in these.

export class Store<T> {
  #value: T;
  readonly #watchers = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  /** Tells every watcher, unless the value is the same one. */
  set(value: T): void {
    if (value === this.#value) return;
    this.#value = value;
    for (const watcher of this.#watchers) watcher(value);
  }

  update(change: (value: T) => T): void {
    this.set(change(this.#value));
  }

  /** Calls `watcher` with every value from now on, and with the present one at once. Returns what ends that. */
  watch(watcher: (value: T) => void): () => void {
    this.#watchers.add(watcher);
    watcher(this.#value);
    return () => {
      this.#watchers.delete(watcher);
    };
  }
}

/** Calls `work` once in the next frame, however often it is asked for before. */
export function oncePerFrame(work: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      work();
    });
  };
}
