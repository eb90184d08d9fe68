// The network strip: one small map per neuron, layer by layer, and the weights into the one that is shown large.
import type { Quantity } from '../model/quantity.ts';
import { type Edit, type NetworkRecipe, recipeNetwork } from '../model/recipe.ts';
import type { Strip } from '../model/scene.ts';
import type { Shown, StripPainter, UnitPlace } from '../model/strip.ts';
import { gridOf, type View } from '../model/view.ts';
import { button, signButton } from './button.ts';
import { element } from './element.ts';
import { oncePerFrame } from './store.ts';
import { attachBars } from './strip-bars.ts';
import { attachTiles } from './strip-tiles.ts';
import { stripText as text } from './text/strip.ts';

/** The most points along a side of a map. */
const MOST_POINTS = 96;

/** What the strip shows: the active pane's network and view, and the unit that this pane shows large, if it does. */
export interface StripState {
  readonly recipe: NetworkRecipe;
  readonly view: View;
  readonly quantity: Quantity;
  readonly strip: Strip;
}

export interface StripDeps {
  readonly source: { readonly value: StripState; watch(watcher: (state: StripState) => void): () => void };
  readonly onStrip: (strip: Strip) => void;
  /** A unit is to be shown large. */
  readonly onUnit: (layer: number, unit: number) => void;
  /** A weight or bias has been dragged; at most once a frame. */
  readonly onWeight: (edit: Edit) => void;
  /** A weight or bias is to be as it was drawn. */
  readonly onReset: (place: Omit<Edit, 'value'>) => void;
}

export interface StripHandle {
  /** A canvas that no painter has held, in place of the one before. */
  freshCanvas(): HTMLCanvasElement;
  /** Draws with `painter` from now on; with none where it is null. */
  paintWith(painter: StripPainter | null): void;
}

/** Fills `parent` and keeps it up to date; it is hidden, and nothing is done, while the strip is 'none'. */
export function attachStrip(parent: HTMLElement, { source, onStrip, onUnit, onWeight, onReset }: StripDeps): StripHandle {
  let painter: StripPainter | null = null;
  parent.classList.add('strip');
  parent.setAttribute('aria-label', text.name);
  const { head, writeHead } = makeHead(onStrip);
  const body = element('div', 'strip-body');
  parent.append(head, body);
  const paint = oncePerFrame(() => {
    const { recipe, view, strip } = source.value;
    const layout = tiles.layout();
    if (strip === 'none' || document.hidden || !painter || !layout) return;
    const points = Math.min(layout.tileSize[0], MOST_POINTS);
    painter.show({ ...layout, network: recipeNetwork(recipe), show: strip, grid: gridOf(view, points, points) });
  });
  const tiles = attachTiles(body, { onUnit, onLayout: paint });
  const bars = attachBars(body, { onWeight, onReset, onPoint: tiles.point });
  const write = oncePerFrame(() => {
    const { recipe, quantity, strip } = source.value;
    if (strip === 'none') return;
    const selected = unitOf(quantity);
    writeHead(strip);
    tiles.write(recipe, selected);
    bars.write(recipe, selected);
    paint();
  });
  source.watch(({ strip }) => {
    parent.hidden = strip === 'none';
    if (strip === 'none') painter?.rest();
    else write();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) painter?.rest();
    else paint();
  });
  return {
    freshCanvas: tiles.freshCanvas,
    paintWith: (next) => {
      painter = next;
      paint();
    },
  };
}

function unitOf(quantity: Quantity): UnitPlace | null {
  const isUnit = quantity.kind === 'preactivation' || quantity.kind === 'activation';
  return isUnit ? { layer: quantity.layer, unit: quantity.neuron } : null;
}

function makeHead(onStrip: (strip: Strip) => void): { head: HTMLElement; writeHead: (show: Shown) => void } {
  const head = element('header', 'strip-head');
  const choice = element('div', 'segments');
  choice.setAttribute('role', 'group');
  choice.setAttribute('aria-label', text.shown);
  const buttons = (['pre', 'post'] as const).map((show) => {
    const made = button(text.show[show], () => onStrip(show), text.showHints[show]);
    choice.append(made);
    return [show, made] as const;
  });
  const scale = element('p', 'strip-scale');
  const close = signButton('×', text.close, () => onStrip('none'), 'strip-close');
  head.append(element('h2', '', text.name), choice, scale, close);
  return {
    head,
    writeHead: (show) => {
      scale.textContent = text.scale[show];
      for (const [of, made] of buttons) made.setAttribute('aria-pressed', String(of === show));
    },
  };
}
