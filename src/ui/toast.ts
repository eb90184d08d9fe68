// A quiet line over the stage: what is wrong with the present scene, or what was just done.
import type { Status } from './status.ts';
import type { Store } from './store.ts';

/** How long what was done stands there, in ms. */
const SHOWN_MS = 2600;

/** Shows the status's problem in `parent` while there is one; returns what shows a sentence for a moment. */
export function attachToast(parent: HTMLElement, status: Store<Status>): (sentence: string) => void {
  let said: string | null = null;
  let timer = 0;
  const write = () => {
    const words = status.value.problem ?? said;
    parent.hidden = words === null;
    if (words !== null && parent.textContent !== words) parent.textContent = words;
  };
  status.watch(write);
  return (sentence) => {
    said = sentence;
    write();
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      said = null;
      write();
    }, SHOWN_MS);
  };
}
