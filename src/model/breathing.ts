// Work in steps that lets others have their turn.

/** ms of work between two breaths in a thread that nobody looks at. */
const BREATH_MS = 30;

/** Does all steps, and waits every `ms` for whatever else the thread has to do. Rejects with the signal's reason. */
export async function breathing<T>(steps: Generator<unknown, T>, signal: AbortSignal, ms = BREATH_MS): Promise<T> {
  let last = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - last < ms) continue;
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
    last = performance.now();
  }
}
