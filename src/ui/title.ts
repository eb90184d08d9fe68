// The document's title: what the active pane shows of which network.
import { type Scene, subjectOf } from '../model/scene.ts';
import { networkWords, quantityWords } from './describe.ts';
import { oncePerFrame, type Source } from './store.ts';
import { stageText as text } from './text/stage.ts';

/** Keeps the title of the tab, the window and the bookmark at what the scene shows. */
export function followTitle(scenes: Source<Scene>): void {
  scenes.watch(
    oncePerFrame(() => {
      const { recipe, quantity } = subjectOf(scenes.value);
      document.title = text.documentTitle(quantityWords(recipe, quantity), networkWords(recipe));
    }),
  );
}
