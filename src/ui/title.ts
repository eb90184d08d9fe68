// The title: what is seen, in words.
import type { Scene } from '../model/scene.ts';
import { networkWords, quantityWords, viewWords } from './describe.ts';
import { oncePerFrame, type Store } from './store.ts';

/** Keeps `element`'s heading and paragraph, and the document's title, at what the scene shows. */
export function attachTitle(element: HTMLElement, scenes: Store<Scene>): void {
  const [heading, paragraph] = [element.querySelector('h1'), element.querySelector('p')];
  const write = oncePerFrame(() => {
    const { recipe, quantity, view } = scenes.value;
    const what = quantityWords(recipe, quantity);
    const which = networkWords(recipe);
    if (heading) heading.textContent = what;
    if (paragraph) paragraph.textContent = `${which} · ${viewWords(view)}`;
    document.title = `${what} · ${which} – Crease`;
  });
  scenes.watch(write);
}
