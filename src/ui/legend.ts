// The colour bar with its two end numbers, and how fast the picture was made.
import { colormapTable, isQualitative } from '../model/colormap.ts';
import { scaleOf } from '../model/colouring.ts';
import { recipeNetwork } from '../model/recipe.ts';
import type { Scene } from '../model/scene.ts';
import { countText, numberText } from './digits.ts';
import { element } from './element.ts';
import type { Status } from './status.ts';
import { oncePerFrame, type Store } from './store.ts';

/** Fills `parent` and keeps it up to date. */
export function attachLegend(parent: HTMLElement, scenes: Store<Scene>, status: Store<Status>): void {
  const bar = element('canvas');
  const [low, high] = [element('span'), element('span')];
  const measured = element('p', 'measured');
  const ends = element('div', 'ends');
  ends.append(low, high);
  parent.append(bar, ends, measured);

  const write = oncePerFrame(() => {
    const scene = scenes.value;
    const { picture, adapter } = status.value;
    drawBar(bar, barColours(scene));
    [low.textContent, high.textContent] = endTexts(scene, picture?.domain ?? null);
    const machine = adapter ? `${adapter.name}${adapter.software ? ' (software)' : ''}` : 'no adapter yet';
    measured.textContent = picture
      ? `${countText(picture.points)} points in ${timeText(picture.ms)} · ${countText((1000 * picture.points) / Math.max(picture.ms, 0.01), true)} points/s · ` +
        `${picture.full ? 'full resolution' : 'coarse, refining …'} · ${machine}`
      : `Drawing the first picture … · ${machine}`;
  });
  scenes.watch(write);
  status.watch(write);
}

function timeText(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toPrecision(3)} s` : `${ms.toPrecision(ms < 1 ? 1 : ms < 100 ? 2 : 3)} ms`;
}

function endTexts({ quantity, recipe }: Scene, domain: readonly [number, number] | null): [string, string] {
  switch (scaleOf(quantity)) {
    case 'classes':
      return ['class 0', `class ${recipe.widths[recipe.widths.length - 1] - 1}`];
    case 'hash':
      return ['one colour a pattern', ''];
    case 'linear': {
      if (!domain) return ['', ''];
      if (domain[0] === -Math.PI && domain[1] === Math.PI) return ['−π', 'π'];
      const resolution = (domain[1] - domain[0]) / 1000;
      return [numberText(domain[0], resolution), numberText(domain[1], resolution)];
    }
  }
}

/** The bar's colours from left to right, packed sRGB bytes; for classes the colour of each. */
function barColours({ quantity, recipe, colouring: { colormap, reversed } }: Scene): Uint8Array {
  const table = colormapTable(colormap, reversed);
  if (scaleOf(quantity) !== 'classes') return table;
  const entries = table.length / 3;
  const { layers } = recipeNetwork(recipe);
  const classes = layers[layers.length - 1].fanOut;
  // As colour.wgsl does it.
  const entry = (k: number) => (isQualitative(colormap) ? k % entries : Math.floor((k * (entries - 1)) / (classes - 1) + 0.5));
  return Uint8Array.from({ length: classes * 3 }, (_, b) => table[3 * entry(Math.floor(b / 3)) + (b % 3)]);
}

function drawBar(canvas: HTMLCanvasElement, colours: Uint8Array): void {
  const width = colours.length / 3;
  [canvas.width, canvas.height] = [width, 1];
  const pixels = Uint8ClampedArray.from({ length: width * 4 }, (_, b) =>
    b % 4 === 3 ? 255 : colours[3 * Math.floor(b / 4) + (b % 4)],
  );
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, 1), 0, 0);
}
