// Values that can be watched: the Scene, and what is known about its pictures, live in these.

/** What can be read, changed and watched: a Store, or a part of one. */
export interface Source<T> {
  readonly value: T;
  update(change: (value: T) => T): void;
  /** Calls `watcher` whenever the value changes from now on, and at once. Returns what ends that. */
  watch(watcher: (value: T) => void): () => void;
}

export class Store<T> implements Source<T> {
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

  watch(watcher: (value: T) => void): () => void {
    this.#watchers.add(watcher);
    watcher(this.#value);
    return () => {
      this.#watchers.delete(watcher);
    };
  }
}

/** A part of what a store holds, as a source of its own. Its watchers hear of every change of the whole. */
export function partOf<W, P>(whole: Source<W>, get: (whole: W) => P, put: (whole: W, part: P) => W): Source<P> {
  return {
    get value() {
      return get(whole.value);
    },
    update: (change) =>
      whole.update((before) => {
        const part = get(before);
        const next = change(part);
        return next === part ? before : put(before, next);
      }),
    watch: (watcher) => whole.watch((value) => watcher(get(value))),
  };
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
