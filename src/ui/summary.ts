// Says in words what the active pane shows, for those who do not see it.

import { scaleOf } from '../model/colouring.ts';
import { coordinateOf } from '../model/coordinate.ts';
import { classCount } from '../model/network.ts';
import { recipeNetwork } from '../model/recipe.ts';
import { type Scene, subjectOf } from '../model/scene.ts';
import { halfExtents, type PictureSize, pixelStep } from './camera.ts';
import { endTexts } from './colour-scale.ts';
import { subjectWords } from './describe.ts';
import { coordinateText, numberText } from './digits.ts';
import type { Probe, Status } from './status.ts';
import { summaryText as text } from './text/summary.ts';

/** A few sentences. Rejects as the probe does. */
export async function sceneSummary(scene: Scene, { pictures }: Status, size: PictureSize, probe: Probe): Promise<string> {
  const subject = subjectOf(scene);
  const { view, quantity, recipe } = subject;
  const { title, details } = subjectWords(subject);
  const step = pixelStep(view, size);
  const half = halfExtents(view, size);
  const range = (axis: 0 | 1) => {
    const [lo, hi] = [-1, 1].map((sign) => view.center[axis] + coordinateOf(sign * half[axis]));
    return text.range(coordinateText(lo, step), coordinateText(hi, step));
  };
  const picture = pictures[scene.active];
  const sentences = [text.pane(scene.active, scene.panes.length) + text.subject(title, details), text.extent(range(0), range(1))];
  const scale = scaleOf(quantity);
  if (scale === 'hash') sentences.push(text.regions);
  else if (scale === 'classes') sentences.push(text.classes(classCount(recipeNetwork(recipe))));
  else if (picture?.domain) {
    sentences.push(text.values(...endTexts(picture.domain)));
  }
  if (picture?.nonFinite) sentences.push(picture.domain ? text.someInfinite : text.noneFinite);
  if (!picture) sentences.push(text.waiting);
  else if (!picture.full) sentences.push(text.coarse);
  if (scene.pin) {
    const { value } = await probe(subject, scene.pin, step);
    const [x1, x2] = scene.pin.map((x) => coordinateText(x, step));
    sentences.push(text.pinned(x1, x2, numberText(value, Math.abs(value) * 1e-4)));
  }
  return sentences.join(' ');
}
