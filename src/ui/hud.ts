// The numbers under the cursor: where it is, what the network does there and how steeply.
import { scaleOf } from '../model/colouring.ts';
import type { Reading } from '../model/reading.ts';
import type { Scene } from '../model/scene.ts';
import { offsetAt, type PictureSize, type PixelPoint, pixelStep } from './camera.ts';
import { outputWords } from './describe.ts';
import { coordinateText, numberText, subscript } from './digits.ts';
import { element } from './element.ts';
import type { Probe } from './status.ts';
import { oncePerFrame, type Store } from './store.ts';

interface HudSources {
  readonly scenes: Store<Scene>;
  readonly size: Store<PictureSize>;
  readonly cursor: Store<PixelPoint | null>;
  readonly probe: Probe;
}

interface Row {
  readonly name: string;
  /** A class for the row's two cells. */
  readonly apart?: boolean;
  readonly text: string;
  /** The number in full, for whoever reads the page by machine. */
  readonly value: number;
}

/** Shows the reading under the cursor in `parent`, and hides it while the cursor is elsewhere. */
export function attachHud(parent: HTMLElement, { scenes, size, cursor, probe }: HudSources): void {
  const list = element('dl');
  parent.append(list);
  const write = oncePerFrame(() => {
    const pixel = cursor.value;
    parent.hidden = pixel === null;
    if (!pixel) return;
    const scene = scenes.value;
    const step = pixelStep(scene.view, size.value);
    const reading = probe(scene, offsetAt(scene.view, size.value, pixel), step);
    list.replaceChildren(...rowsOf(scene, reading, step).flatMap(cells));
  });
  scenes.watch(write);
  size.watch(write);
  cursor.watch(write);
}

function rowsOf(scene: Scene, { point, value, shown, gradient, finite }: Reading, step: number): Row[] {
  const { quantity } = scene;
  const name = nameOf(scene);
  const coordinates = point.map((x, n) => ({ name: `x${subscript(n + 1)}`, text: coordinateText(x, step), value: x }));
  if (scaleOf(quantity) === 'classes') return [...coordinates, { name: 'class', text: `${value}`, value, apart: true }];
  // What the value changes by from this pixel to the next.
  const resolution = gradient ? Math.hypot(...gradient) * step : 0;
  const slopes = (pair: readonly [number, number], how: string) =>
    pair.map((slope, n) => ({
      name: `∂/∂x${subscript(n + 1)} ${how}`,
      text: numberText(slope, Math.abs(slope) * 1e-5),
      value: slope,
      apart: n === 0,
    }));
  return [
    ...coordinates,
    { name, text: numberText(value, Math.min(resolution || Infinity, Math.abs(value) * 1e-5)), value, apart: true },
    ...(gradient ? slopes(gradient, 'exact') : []),
    ...(finite ? slopes(finite, 'finite') : []),
    ...(shown !== null && shown !== value
      ? [{ name: 'on the map', text: numberText(shown, Math.abs(shown) * 1e-5), value: shown, apart: true }]
      : []),
  ];
}

function nameOf({ recipe, quantity }: Scene): string {
  switch (quantity.kind) {
    case 'probability':
      return `p${subscript(quantity.output)}`;
    case 'preactivation':
      return `z, unit ${quantity.neuron} of layer ${quantity.layer}`;
    default:
      return outputWords(recipe, 'output' in quantity ? quantity.output : 0);
  }
}

function cells({ name, text, value, apart }: Row): HTMLElement[] {
  const [term, number] = [element('dt', apart ? 'apart' : '', name), element('dd', apart ? 'apart' : '')];
  const data = element('data', '', text);
  data.value = String(value);
  number.append(data);
  return [term, number];
}
