// The panel's view section: bounds around the origin as presets and as a number, the four sides, the centre, and the resolution.
import type { Controller, GUI } from 'lil-gui';
import { type Coordinate, coordinateNumber, formatCoordinate, parseCoordinate } from '../model/coordinate.ts';
import { fittingView } from '../model/fit.ts';
import { BOUNDS_ROW } from '../model/layout.ts';
import { recipeNetwork } from '../model/recipe.ts';
import { MAX_RESOLUTION, MIN_RESOLUTION, type Resolution } from '../model/scene.ts';
import type { Subject } from '../model/subject.ts';
import { clampedView, DEFAULT_VIEW, placeAt, type View } from '../model/view.ts';
import { halfExtents, type PictureSize } from './camera.ts';
import { element } from './element.ts';
import { addNumber, addOptions, addWhole, property, refreshRows } from './panel-controls.ts';
import type { Source } from './store.ts';
import { panelText as text } from './text/panel.ts';

export interface ViewSources {
  readonly subjects: Source<Subject>;
  readonly resolutions: Source<Resolution>;
  readonly inertia: Source<boolean>;
  /** The active pane's. */
  readonly size: () => PictureSize;
}

/** Fills `folder`; returns what shows a changed view in it. */
export function addViewSection(folder: GUI, { subjects, resolutions, inertia, size }: ViewSources): () => void {
  const view = () => subjects.value.view;
  const look = (to: Partial<View>) =>
    subjects.update((subject) => ({ ...subject, view: clampedView({ ...subject.view, ...to }) }));
  const centred = (radius: number) => look({ center: [0n, 0n], radius });

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
      (radius) => {
        if (radius > 0) centred(radius);
      },
    ),
    0.1,
  );
  for (const axis of [0, 1] as const) {
    const center = (x: Coordinate) => look({ center: axis === 0 ? [x, view().center[1]] : [view().center[0], x] });
    addCoordinate(folder, text.center(axis), () => view().center[axis], center);
  }
  for (const axis of [0, 1] as const) {
    for (const side of [-1, 1] as const) {
      // Typing one side keeps the opposite one, and pixels stay square: the other axis follows.
      const at = (sign: number) => placeAt(view(), sidesOf(view(), size(), sign))[axis];
      const write = (x: Coordinate) => {
        const length = coordinateNumber(x - at(-side)) * side;
        if (!(length > 0)) return;
        const half = halfExtents(view(), size())[axis];
        const middle = (x + at(-side)) / 2n;
        const { center, radius } = view();
        look({
          center: axis === 0 ? [middle, center[1]] : [center[0], middle],
          radius: (radius * length) / (2 * half),
        });
      };
      addCoordinate(folder, side < 0 ? text.from(axis) : text.to(axis), () => at(side), write);
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
  folder.add({ fit: () => look(fittingView(recipeNetwork(subjects.value.recipe))) }, 'fit').name(text.fit);
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

/** A row with a decimal number of any length; what is no number is put back when the row is left. */
function addCoordinate(folder: GUI, name: string, get: () => Coordinate, set: (x: Coordinate) => void): Controller {
  const source = property<string>(
    () => formatCoordinate(get()),
    (typed) => {
      const x = parseCoordinate(typed);
      if (x !== null && x !== get()) set(x);
    },
  );
  return folder.add(source, 'value').name(name);
}
