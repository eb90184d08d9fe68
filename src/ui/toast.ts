// A quiet line over the stage: what is wrong with the present scene, or what was just done.
import type { Scene } from '../model/scene.ts';
import { problemShown, type Status } from './status.ts';
import type { Store } from './store.ts';

/** How long a sentence stands there, in ms: at least, and for each of its letters. */
const SHOWN_MS = 2200;
const LETTER_MS = 45;

/** Shows a sentence for a while; or, of something that takes its time, until that is settled. */
export type Say = (sentence: string, until?: Promise<unknown>) => void;

/**
 * Shows the problem that the status has, if any, in `parent`; returns what shows a sentence for a while in its place. All of it is put
 * into `announcer` as well, for screen readers: they hear changes of an element that was there before.
 */
export function attachToast(
  parent: HTMLElement,
  announcer: HTMLElement,
  { scenes, status }: { readonly scenes: Store<Scene>; readonly status: Store<Status> },
): Say {
  let problem: string | null = null;
  let said: string | null = null;
  let timer = 0;
  const write = () => {
    const words = said ?? problem;
    parent.hidden = words === null;
    parent.textContent = words;
  };
  const announce = (words: string) => {
    // The same words again are news again, but not to a screen reader before they differ.
    announcer.textContent = announcer.textContent === words ? `${words}\u00a0` : words;
  };
  const follow = () => {
    const now = problemShown(status.value, scenes.value.active);
    if (now === problem) return;
    problem = now;
    write();
    if (problem !== null) announce(problem);
  };
  scenes.watch(follow);
  status.watch(follow);
  write();
  return (sentence, until) => {
    said = sentence;
    write();
    announce(sentence);
    window.clearTimeout(timer);
    const end = () => {
      if (said !== sentence) return;
      said = null;
      write();
    };
    if (until) until.then(end, end);
    else timer = window.setTimeout(end, SHOWN_MS + LETTER_MS * sentence.length);
  };
}
