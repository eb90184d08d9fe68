// A quiet line over the map for what is wrong with the present scene or was with the machine.
import type { Status } from './status.ts';
import type { Store } from './store.ts';

/** Shows the status's problem in `parent` while there is one. */
export function attachToast(parent: HTMLElement, status: Store<Status>): void {
  status.watch(({ problem }) => {
    parent.hidden = problem === null;
    if (problem !== null) parent.textContent = problem;
  });
}
