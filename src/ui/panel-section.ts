// The panel's cross-section: lines through the pinned point, or the middle of the view, along the axes.
import type { GUI } from 'lil-gui';
import { type Scene, subjectOf } from '../model/scene.ts';
import { placeAt } from '../model/view.ts';
import { drawSection } from './actions.ts';
import { halfExtents, type PictureSize } from './camera.ts';
import type { Store } from './store.ts';
import { panelText as text } from './text/panel.ts';

/** The share of the view that a line along an axis reaches over. */
const REACH = 0.9;

/** Fills `folder`; returns what shows a changed scene in it. */
export function addSectionSection(folder: GUI, scenes: Store<Scene>, size: () => PictureSize): () => void {
  const along = (axis: 0 | 1) => () => {
    const { view } = subjectOf(scenes.value);
    const middle = scenes.value.pin ?? view.center;
    const reach = REACH * halfExtents(view, size())[axis];
    const end = (sign: number) => {
      const [x1, x2] = placeAt(view, axis === 0 ? [sign * reach, 0] : [0, sign * reach]);
      return axis === 0 ? ([x1, middle[1]] as const) : ([middle[0], x2] as const);
    };
    drawSection(scenes, [end(-1), end(1)]);
  };
  for (const axis of [0, 1] as const) folder.add({ draw: along(axis) }, 'draw').name(text.sectionRow(axis));
  const clear = folder.add({ clear: () => drawSection(scenes, null) }, 'clear').name(text.sectionClear);
  return () => {
    clear.enable(scenes.value.section !== null);
  };
}
