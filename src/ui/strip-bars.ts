// The weights into one unit as signed bars, the bias last: each is a slider that changes its number while it is dragged.

import { type Edit, type NetworkRecipe, recipeNetwork } from '../model/recipe.ts';
import type { UnitPlace } from '../model/strip.ts';
import { numberText } from './digits.ts';
import { element } from './element.ts';
import { oncePerFrame } from './store.ts';
import { createPager, PAGE } from './strip-pager.ts';
import { stripText as text } from './text/strip.ts';

/** How far the bars reach beyond the largest number. */
const HEADROOM = 1.25;
/** Steps of an arrow key from 0 to the end of a bar; Shift makes steps and drags finer by FINER, page keys make steps larger by COARSER. */
const STEPS = 50;
const FINER = 0.1;
const COARSER = 10;
/** Above so many rows there are two columns. */
const MOST_ROWS = 9;

export interface BarsDeps {
  readonly onWeight: (edit: Edit) => void;
  readonly onReset: (place: Omit<Edit, 'value'>) => void;
  /** The unit that the bar under the hand comes from; null for none. */
  readonly onPoint: (place: UnitPlace | null) => void;
}

export interface Bars {
  write(recipe: NetworkRecipe, unit: UnitPlace | null): void;
}

interface Bar {
  readonly element: HTMLElement;
  /** Shows a number on a scale of ±reach. */
  write(input: number | null, value: number, edited: boolean): void;
}

export function attachBars(parent: HTMLElement, { onWeight, onReset, onPoint }: BarsDeps): Bars {
  const panel = element('section', 'strip-weights');
  const title = element('h3');
  const scale = element('span', 'strip-reach');
  const head = element('header');
  const list = element('div', 'strip-bars');
  list.title = text.weightsHint;
  const pager = createPager(text.previousInputs, text.nextInputs, (by) => {
    page += by;
    write();
  });
  head.append(title, pager.element, scale);
  const none = element('p', 'strip-none', text.noUnit);
  panel.append(head, list, none);
  parent.append(panel);

  list.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && list.contains(relatedTarget))) requestAnimationFrame(write);
  });

  let recipe: NetworkRecipe | null = null;
  let unit: UnitPlace | null = null;
  let page = 0;
  let reach = 1;
  /** While a hand is on a bar the scale stands still, or the bar would run from it. */
  let held = false;

  const bars: Bar[] = [];
  const barAt = (n: number): Bar => {
    const known = bars[n] ?? createBar();
    bars[n] = known;
    return known;
  };

  function write(): void {
    panel.classList.toggle('empty', unit === null);
    if (!recipe || !unit) return;
    const { layer: l, unit: o } = unit;
    const layer = recipeNetwork(recipe).layers[l];
    page = Math.min(page, Math.ceil(layer.fanIn / PAGE) - 1);
    const inputs = Array.from({ length: Math.min(PAGE, layer.fanIn - page * PAGE) }, (_, i) => page * PAGE + i);
    const numbers = [...inputs.map((i) => layer.weight[o * layer.fanIn + i]), layer.bias[o]];
    const most = Math.max(...numbers.map(Math.abs));
    const stands = held || (most <= reach && list.contains(document.activeElement));
    if (!stands) reach = niceReach(HEADROOM * most);
    title.textContent = text.weights(l, o);
    panel.setAttribute('aria-label', text.weights(l, o));
    scale.textContent = text.reach(`${reach}`);
    pager.write(page, layer.fanIn);
    const { edits } = recipe;
    const shown = numbers.map((value, n) => {
      const input = inputs[n] ?? null;
      const bar = barAt(n);
      bar.write(
        input,
        value,
        edits.some((edit) => edit.layer === l && edit.unit === o && edit.input === input),
      );
      return bar.element;
    });
    const rows = shown.length > MOST_ROWS ? Math.ceil(shown.length / 2) : shown.length;
    list.style.setProperty('--rows', `${rows}`);
    if (list.childElementCount !== shown.length) list.replaceChildren(...shown);
  }

  function createBar(): Bar {
    const row = element('div', 'strip-bar');
    row.tabIndex = 0;
    row.setAttribute('role', 'slider');
    const name = element('span', 'strip-from');
    const track = element('span', 'strip-track');
    const fill = element('span', 'strip-fill');
    const number = element('span', 'strip-value');
    track.append(fill);
    row.append(name, track, number);

    let input: number | null = null;
    let value = 0;
    /** What a hand asked for and nobody was told yet. Whatever is written meanwhile does not take it back. */
    let wanted: Edit | null = null;
    const place = () => unit && { ...unit, input };
    const send = oncePerFrame(() => {
      if (wanted) onWeight(wanted);
      wanted = null;
    });
    const set = (next: number, fine: boolean) => {
      const to = place();
      const number = rounded(next, reach, fine);
      wanted = to && number !== value ? { ...to, value: number } : null;
      send();
    };
    const reset = () => {
      const to = place();
      wanted = null;
      if (to) onReset(to);
    };
    const point = (on: boolean) =>
      onPoint(on && unit && unit.layer > 0 && input !== null ? { layer: unit.layer - 1, unit: input } : null);

    let exact = 0;
    let last = 0;
    row.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      row.setPointerCapture(event.pointerId);
      held = true;
      [exact, last] = [value, event.clientX];
    });
    row.addEventListener('pointermove', (event) => {
      if (!row.hasPointerCapture(event.pointerId) || event.clientX === last) return;
      const perPixel = reach / (track.clientWidth / 2);
      exact += (event.clientX - last) * perPixel * (event.shiftKey ? FINER : 1);
      last = event.clientX;
      set(exact, event.shiftKey);
    });
    row.addEventListener('lostpointercapture', () => {
      held = false;
      write();
    });
    row.addEventListener('dblclick', reset);
    row.addEventListener('keydown', (event) => {
      const step = stepOf(event.key);
      if (event.key === 'Delete' || event.key === 'Backspace') reset();
      else if (event.key === 'Home' || event.key === 'End') set(event.key === 'Home' ? -reach : reach, false);
      else if (step !== 0) set((wanted?.value ?? value) + (step * reach * (event.shiftKey ? FINER : 1)) / STEPS, event.shiftKey);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    row.addEventListener('pointerenter', () => point(true));
    row.addEventListener('pointerleave', () => point(false));
    row.addEventListener('focus', () => point(true));
    row.addEventListener('blur', () => point(false));

    return {
      element: row,
      write: (nowInput, nowValue, edited) => {
        [input, value] = [nowInput, nowValue];
        const words = weightText(value, reach);
        const from = input === null || !unit ? null : unit.layer === 0 ? text.axis(input) : text.inputName(unit.layer - 1, input);
        row.setAttribute('aria-label', text.barLabel(from));
        row.setAttribute('aria-valuenow', `${Number(value.toPrecision(7))}`);
        row.setAttribute('aria-valuemin', `${-Math.max(reach, -value)}`);
        row.setAttribute('aria-valuemax', `${Math.max(reach, value)}`);
        row.setAttribute('aria-valuetext', edited ? text.editedValue(words) : words);
        row.classList.toggle('edited', edited);
        name.textContent = input === null ? text.bias : unit?.layer === 0 ? text.axis(input) : `${input}`;
        number.textContent = words;
        fill.classList.toggle('negative', value < 0);
        fill.style.setProperty('--share', `${Math.min(Math.abs(value) / reach, 1)}`);
      },
    };
  }

  return {
    write: (nextRecipe, nextUnit) => {
      if (nextUnit?.layer !== unit?.layer || nextUnit?.unit !== unit?.unit) page = 0;
      [recipe, unit] = [nextRecipe, nextUnit];
      write();
    },
  };
}

/** What a key adds, in steps. */
function stepOf(key: string): number {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return 1;
    case 'ArrowLeft':
    case 'ArrowDown':
      return -1;
    case 'PageUp':
      return COARSER;
    case 'PageDown':
      return -COARSER;
    default:
      return 0;
  }
}

/** With as many decimals as its neighbours have, where these are few. */
function weightText(value: number, reach: number): string {
  if (reach < 1e-3 || Math.abs(value) >= 1e4) return numberText(value, reach / 1000);
  const fixed = value.toFixed(decimalsFor(reach));
  return Number(fixed) === 0 ? fixed.replace('-', '') : fixed.replace('-', '−');
}

/** At least `size`, with two digits; 1 where there is nothing to reach. */
function niceReach(size: number): number {
  if (!(size > 0)) return 1;
  const digit = 10 ** (Math.floor(Math.log10(size)) - 1);
  return Number((Math.ceil(size / digit) * digit).toPrecision(2));
}

/** To a thousandth of the reach or less, finer by a digit where that is asked for: what a hand means, and short in a link. */
function rounded(value: number, reach: number, fine: boolean): number {
  return Number(value.toFixed(Math.min(decimalsFor(reach) + (fine ? 1 : 0), 100)));
}

/** 4 decimals for a reach from 0.1 to 1, 3 from 1 to 10. */
function decimalsFor(reach: number): number {
  return Math.max(0, 3 - Math.floor(Math.log10(reach)));
}
