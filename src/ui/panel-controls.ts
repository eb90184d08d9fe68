// What the panel's sections share: properties for lil-gui that read and write through functions, and sliders with typed numbers beyond.
import { type Controller, type GUI, NumberController } from 'lil-gui';

/** A property that lil-gui can show, backed by two functions. */
export interface Property<T> {
  value: T;
}

export function property<T>(get: () => T, set: (value: T) => void): Property<T> {
  return {
    get value() {
      return get();
    },
    set value(next) {
      set(next);
    },
  };
}

/** A row with a number: typed, dragged or moved with the arrow keys. `step` is what a key or a pixel of dragging adds. */
export function addNumber(folder: GUI, name: string, source: Property<number>, step: number): NumberController {
  const controller = new NumberController(folder, source, 'value', undefined, undefined, undefined);
  // Not explicit: typed numbers are taken as they are.
  controller.step(step, false);
  return speak(controller).name(name);
}

/** Tells screen readers the field's number and limits; the slider beside it does by hand what the arrow keys do in the field. */
function speak(controller: NumberController): NumberController {
  const { $input, $slider } = controller;
  $input.setAttribute('role', 'spinbutton');
  $slider?.setAttribute('aria-hidden', 'true');
  const update = controller.updateDisplay.bind(controller);
  controller.updateDisplay = () => {
    const { _min: min, _max: max } = controller;
    $input.ariaValueNow = `${controller.getValue()}`;
    if (min !== undefined) $input.ariaValueMin = `${min}`;
    if (max !== undefined) $input.ariaValueMax = `${max}`;
    return update();
  };
  return controller.updateDisplay();
}

interface WholeRange {
  readonly min: number;
  /** Where the slider ends. */
  readonly max: number;
  /** The largest number that may be typed; `max` where there is none. */
  readonly most?: number;
}

/** A slider of whole numbers that also takes typed ones beyond its end, and then reaches as far as they do. */
export function addWhole(
  folder: GUI,
  name: string,
  source: Property<number>,
  { min, max, most = max }: WholeRange,
): NumberController {
  const controller = speak(new NumberController(folder, source, 'value', min, max, 1)).name(name);
  if (most === max) return controller;
  const reach = (value: number) => {
    const end = value > max ? most : max;
    if (controller._max !== end) controller.max(end);
  };
  // Before lil-gui's own listener, which would bring the number into the slider's range.
  controller.$input.addEventListener('input', () => reach(Number.parseFloat(controller.$input.value)), { capture: true });
  const update = controller.updateDisplay.bind(controller);
  controller.updateDisplay = () => {
    reach(source.value);
    return update();
  };
  return controller;
}

/** A row with a list of options, given as texts and what they stand for. */
export function addOptions<T extends string>(
  folder: GUI,
  name: string,
  source: Property<T>,
  options: Readonly<Record<string, T>> | readonly T[],
): Controller {
  return folder.add(source, 'value', Array.isArray(options) ? [...options] : { ...options }).name(name);
}

/** Shows what has changed in all rows of a folder, and hides the folders inside to their own. */
export function refreshRows(folder: GUI): void {
  for (const controller of folder.controllers) controller.updateDisplay();
}
