// What the panel's sections share: properties for lil-gui that read and write through functions, and sliders with typed numbers beyond.
import { type Controller, type GUI, NumberController } from 'lil-gui';
import { parseNumber } from '../formats/number.ts';
import { takeTyped, tell } from './panel-field.ts';
import { panelText as text } from './text/panel.ts';

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

/**
 * A row with a number: typed, dragged or moved with the arrow keys. `step` is what a key or a pixel of dragging adds. A `source` refuses
 * a number by throwing a FormatError or a NetworkError.
 */
export function addNumber(folder: GUI, name: string, source: Property<number>, step: number): NumberController {
  const controller = new NumberController(folder, source, 'value', undefined, undefined, step).name(name);
  return speak(takeTyped(controller, (typed) => controller.setValue(parseNumber(typed, controller._name))));
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
export function addWhole(folder: GUI, name: string, source: Property<number>, { min, max, most }: WholeRange): NumberController {
  const controller = new NumberController(folder, source, 'value', min, max, 1).name(name);
  const update = controller.updateDisplay.bind(controller);
  if (most !== undefined)
    controller.updateDisplay = () => {
      const end = source.value > max ? most : max;
      if (controller._max !== end) controller.max(end);
      return update();
    };
  return speak(
    takeTyped(controller, (typed) => {
      const number = parseNumber(typed, controller._name);
      const [least, largest]: [number, number] = [controller._min, most ?? controller._max];
      const value = Math.min(Math.max(Math.round(number), least), largest);
      controller.setValue(value);
      if (value !== number) tell(controller, text.nearest(controller._name, typed, least, largest, value));
    }),
  );
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
