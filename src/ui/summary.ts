// Says in words what the active pane shows, for those who do not see it.
import { scaleOf } from '../model/colouring.ts';
import { classCount } from '../model/network.ts';
import { recipeNetwork } from '../model/recipe.ts';
import { type Scene, subjectOf } from '../model/scene.ts';
import { centerOf, offsetOf } from '../model/view.ts';
import { halfExtents, type PictureSize, pixelStep } from './camera.ts';
import { subjectWords } from './describe.ts';
import { coordinateText, numberText } from './digits.ts';
import type { Probe, Status } from './status.ts';
import { summaryText as text } from './text/summary.ts';

/** A few sentences. */
export function sceneSummary(scene: Scene, { pictures }: Status, size: PictureSize, probe: Probe): string {
  const subject = subjectOf(scene);
  const { view, quantity, recipe } = subject;
  const { title, details } = subjectWords(subject);
  const step = pixelStep(view, size);
  const [h1, h2] = halfExtents(view, size);
  const [c1, c2] = centerOf(view);
  const range = (center: number, half: number) =>
    text.range(coordinateText(center - half, step), coordinateText(center + half, step));
  const picture = pictures[scene.active];
  const sentences = [
    text.pane(scene.active, scene.panes.length) + text.subject(title, details),
    text.extent(range(c1, h1), range(c2, h2)),
  ];
  const scale = scaleOf(quantity);
  if (scale === 'hash') sentences.push(text.regions);
  else if (scale === 'classes') sentences.push(text.classes(classCount(recipeNetwork(recipe))));
  else if (picture?.domain) {
    const [lo, hi] = picture.domain;
    sentences.push(text.values(numberText(lo, (hi - lo) / 1000), numberText(hi, (hi - lo) / 1000)));
  }
  if (!picture) sentences.push(text.waiting);
  else if (!picture.full) sentences.push(text.coarse);
  if (scene.pin) {
    const { point, value } = probe(subject, offsetOf(view, scene.pin), step);
    sentences.push(
      text.pinned(coordinateText(point[0], step), coordinateText(point[1], step), numberText(value, Math.abs(value) * 1e-4)),
    );
  }
  return sentences.join(' ');
}
