// The panel's view section: the bounds around the origin, as presets and as a number, and the centre.
import type { GUI } from 'lil-gui';
import { clampedView, DEFAULT_VIEW, type Scene, type View } from '../model/scene.ts';
import { element } from './element.ts';
import { addNumber, property, refreshRows } from './panel-controls.ts';
import type { Store } from './store.ts';

const PRESETS = [5, 10, 100, 500, 1000];

/** Fills `folder`; returns what shows a changed scene in it. */
export function addViewSection(folder: GUI, scenes: Store<Scene>): (scene: Scene) => void {
  const view = () => scenes.value.view;
  const look = (to: Partial<View>) => scenes.update((scene) => ({ ...scene, view: clampedView({ ...scene.view, ...to }) }));
  const centred = (radius: number) => look({ center: [0, 0], radius });

  const row = element('div', 'presets');
  row.setAttribute('role', 'group');
  row.setAttribute('aria-label', 'Bounds around the origin');
  const buttons = PRESETS.map((preset) => {
    const button = element('button', '', `±${preset}`);
    button.addEventListener('click', () => centred(preset));
    row.append(button);
    return button;
  });
  folder.$children.append(row);

  addNumber(
    folder,
    '± bound',
    property(
      () => view().radius,
      (radius) => {
        if (radius > 0) centred(radius);
      },
    ),
    0.1,
  );
  ([0, 1] as const).forEach((axis) => {
    const source = property(
      () => view().center[axis],
      (x) => look({ center: axis === 0 ? [x, view().center[1]] : [view().center[0], x] }),
    );
    addNumber(folder, `centre x${axis === 0 ? '₁' : '₂'}`, source, 0.1);
  });
  folder.add({ reset: () => look(DEFAULT_VIEW) }, 'reset').name('reset view');

  return ({ view: { center, radius } }) => {
    buttons.forEach((button, i) => {
      const pressed = radius === PRESETS[i] && center[0] === 0 && center[1] === 0;
      button.setAttribute('aria-pressed', String(pressed));
    });
    refreshRows(folder);
  };
}
