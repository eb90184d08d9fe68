// The panel's view section: bounds around the origin as presets and as a number, the four sides, the centre, and the resolution.
import { type Controller, type GUI, StringController } from 'lil-gui';
import { type Coordinate, coordinateNumber, coordinateOf, formatCoordinate, parseCoordinate } from '../model/coordinate.ts';
import { FormatError } from '../model/errors.ts';
import { BOUNDS_ROW } from '../model/layout.ts';
import { MAX_RESOLUTION, MIN_RESOLUTION, type Resolution } from '../model/scene.ts';
import type { Subject } from '../model/subject.ts';
import { clampedView, DEFAULT_VIEW, MAX_VIEW_WIDTH, MIN_VIEW_WIDTH, placeAt, sameView, type View } from '../model/view.ts';
import { halfExtents, type PictureSize } from './camera.ts';
import { element } from './element.ts';
import { addNumber, addOptions, addWhole, property, refreshRows } from './panel-controls.ts';
import { takeTyped } from './panel-field.ts';
import type { Source } from './store.ts';
import { panelText as text } from './text/panel.ts';

export interface ViewSources {
  readonly subjects: Source<Subject>;
  readonly resolutions: Source<Resolution>;
  readonly inertia: Source<boolean>;
  /** The active pane's. */
  readonly size: () => PictureSize;
  readonly fit: () => void;
  readonly tour: () => void;
}

/** Fills `folder`; returns what shows a changed view in it. */
export function addViewSection(folder: GUI, { subjects, resolutions, inertia, size, fit, tour }: ViewSources): () => void {
  const view = () => subjects.value.view;
  const look = (to: Partial<View>) =>
    subjects.update((subject) => ({ ...subject, view: clampedView({ ...subject.view, ...to }) }));
  const centred = (radius: number) => look({ center: [0n, 0n], radius });

  /** As look; throws FormatError where there is no such view. */
  const lookAt = (row: string, typed: string | number, to: Partial<View>) => {
    const wanted = { ...view(), ...to };
    if (!sameView(clampedView(wanted), wanted)) throw new FormatError(text.noView(row, typed, MAX_VIEW_WIDTH, MIN_VIEW_WIDTH));
    look(to);
  };

  const row = element('div', 'presets');
  row.setAttribute('role', 'group');
  row.setAttribute('aria-label', text.presets);
  const buttons = BOUNDS_ROW.map((preset) => {
    const button = element('button', '', `±${preset}`);
    button.addEventListener('click', () => centred(preset));
    row.append(button);
    return button;
  });
  folder.$children.append(row);

  addNumber(
    folder,
    text.plusMinus,
    property(
      () => view().radius,
      (radius) => lookAt(text.plusMinus, radius, { center: [0n, 0n], radius }),
    ),
    0.1,
  );
  for (const axis of [0, 1] as const) {
    const name = text.center(axis);
    const center = (x: Coordinate, typed: string) =>
      lookAt(name, typed, { center: axis === 0 ? [x, view().center[1]] : [view().center[0], x] });
    addCoordinate(folder, name, () => view().center[axis], center);
  }
  for (const axis of [0, 1] as const) {
    for (const side of [-1, 1] as const) {
      const name = side < 0 ? text.from(axis) : text.to(axis);
      // Typing one side keeps the opposite one, or takes it along where it is passed. Pixels stay square: the other axis follows.
      const at = (sign: number) => placeAt(view(), sidesOf(view(), size(), sign))[axis];
      const write = (x: Coordinate, typed: string) => {
        const { center, radius } = view();
        const half = halfExtents(view(), size())[axis];
        const length = coordinateNumber(x - at(-side)) * side;
        const middle = length > 0 ? (x + at(-side)) / 2n : x - coordinateOf(side * half);
        lookAt(name, typed, {
          center: axis === 0 ? [middle, center[1]] : [center[0], middle],
          radius: length > 0 ? (radius * length) / (2 * half) : radius,
        });
      };
      addCoordinate(folder, name, () => at(side), write);
    }
  }

  const known = { [text.resolutions.screen]: 'screen', [text.resolutions[500]]: '500' } as Record<string, string>;
  const options = {
    ...known,
    [text.resolutions[2048]]: '2048',
    [text.resolutions[4096]]: '4096',
    [text.resolutions.custom]: 'custom',
  };
  let custom = false;
  const choice = property<string>(
    () => {
      const name = String(resolutions.value);
      return custom || !Object.values(options).includes(name) ? 'custom' : name;
    },
    (name) => {
      custom = name === 'custom';
      resolutions.update((before) =>
        name === 'screen' ? 'screen' : custom ? (before === 'screen' ? 1000 : before) : Number(name),
      );
    },
  );
  addOptions(folder, text.resolution, choice, options);
  const points = addWhole(
    folder,
    text.points,
    property(
      () => (resolutions.value === 'screen' ? 0 : resolutions.value),
      (n) => resolutions.update(() => n),
    ),
    { min: MIN_RESOLUTION, max: MAX_RESOLUTION },
  );
  const glide = property(
    () => inertia.value,
    (on) => inertia.update(() => on),
  );
  folder.add(glide, 'value').name(text.inertia);
  folder.add({ fit }, 'fit').name(text.fit);
  folder.add({ tour }, 'tour').name(text.tour);
  folder.add({ reset: () => look(DEFAULT_VIEW) }, 'reset').name(text.reset);

  return () => {
    const { center, radius } = view();
    buttons.forEach((button, i) => {
      const pressed = radius === BOUNDS_ROW[i] && center[0] === 0n && center[1] === 0n;
      button.setAttribute('aria-pressed', String(pressed));
    });
    points.show(choice.value === 'custom');
    refreshRows(folder);
  };
}

function sidesOf(view: View, size: PictureSize, sign: number): [number, number] {
  const [h1, h2] = halfExtents(view, size);
  return [sign * h1, sign * h2];
}

/** A row with a decimal number of any length. `set` may throw a FormatError. */
function addCoordinate(
  folder: GUI,
  name: string,
  get: () => Coordinate,
  set: (x: Coordinate, typed: string) => void,
): Controller {
  const source = property<string>(
    () => formatCoordinate(get()),
    (typed) => {
      const x = parseCoordinate(typed);
      if (x === null) throw new FormatError(text.noCoordinate(name, typed));
      if (x !== get()) set(x, typed);
    },
  );
  const controller = new StringController(folder, source, 'value').name(name);
  return takeTyped(controller, (typed) => controller.setValue(typed));
}
