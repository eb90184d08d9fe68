// The colour bar: its colours with round numbers at their places, as a part of the page.
import { type ColourBarState, colourScale, type Mark, NON_FINITE, type Swatch } from './colour-scale.ts';
import { element } from './element.ts';
import { partElements, scaleParts } from './scale-note.ts';
import { axesText } from './text/axes.ts';

export interface ColourBar {
  update(state: ColourBarState): void;
}

/** Adds a colour bar, as wide as `parent`, that says nothing until its first update. Its style is colour-bar.css. */
export function attachColourBar(parent: HTMLElement): ColourBar {
  const root = element('div', 'colour-bar');
  root.role = 'img';
  root.ariaLabel = axesText.colourBar;
  parent.append(root);
  let shown: ColourBarState | null = null;
  const write = () => {
    if (!shown) return;
    const scale = colourScale(shown, root.clientWidth);
    root.ariaLabel = shown.nonFinite ? `${scale.words}. ${axesText.nonFinite}` : scale.words;
    const children = [];
    switch (scale.kind) {
      case 'ramp': {
        const row = element('div', 'row');
        const bar = element('div', 'bar');
        bar.append(colourStrip(scale.colours), marksOf(scale.marks));
        row.append(bar);
        const note = scaleParts(scale);
        if (note.length > 0) row.append(noteOf(note));
        // A bar of colours that no number has would claim some.
        if (shown.domain || !shown.nonFinite) children.push(row);
        else children.push(element('div', 'caption', axesText.noneFinite));
        break;
      }
      case 'classes':
        children.push(swatchesOf(scale.swatches));
        break;
      case 'patterns':
        children.push(colourStrip(scale.colours), element('div', 'caption', scale.caption));
    }
    if (shown.nonFinite) children.push(swatchesOf(NON_FINITE, 'key'));
    root.replaceChildren(...children);
  };
  let width = 0;
  new ResizeObserver(() => {
    if (root.clientWidth === width) return;
    width = root.clientWidth;
    write();
  }).observe(root);
  return {
    update(state) {
      const same = shown && Object.entries(state).every(([key, value]) => shown?.[key as keyof ColourBarState] === value);
      shown = state;
      if (!same) write();
    },
  };
}

/** A canvas one pixel high: the colours from left to right, packed sRGB bytes. */
export function colourStrip(colours: Uint8Array): HTMLCanvasElement {
  const canvas = element('canvas');
  [canvas.width, canvas.height] = [colours.length / 3, 1];
  canvas.getContext('2d')?.putImageData(stripPixels(colours), 0, 0);
  return canvas;
}

/** One row of pixels. */
function stripPixels(colours: Uint8Array): ImageData {
  const width = colours.length / 3;
  const pixels = Uint8ClampedArray.from({ length: width * 4 }, (_, b) =>
    b % 4 === 3 ? 255 : colours[3 * Math.floor(b / 4) + (b % 4)],
  );
  return new ImageData(pixels, width, 1);
}

function marksOf(marks: readonly Mark[]): HTMLElement {
  const list = element('div', 'marks');
  list.append(
    ...marks.map(({ at, text }) => {
      const mark = element('span', '', text);
      mark.style.setProperty('--at', `${at}`);
      return mark;
    }),
  );
  return list;
}

function noteOf(parts: Parameters<typeof partElements>[0]): HTMLElement {
  const note = element('div', 'note');
  note.append(...partElements(parts));
  return note;
}

function swatchesOf(swatches: readonly Swatch[], kind = 'swatches'): HTMLElement {
  const list = element('div', kind);
  list.append(
    ...swatches.map(({ colour, text }) => {
      const item = element('span', colour === null ? 'gap' : '', text);
      if (colour !== null) item.style.setProperty('--swatch', colour);
      return item;
    }),
  );
  return list;
}
