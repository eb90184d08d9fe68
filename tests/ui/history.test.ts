// Accepted when every change of the scene can be undone and redone, one step for each thing that a hand did.
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/formats/spec.ts';
import { defaultColouring } from '../../src/model/default-colouring.ts';
import { withLayout } from '../../src/model/layout.ts';
import { drawnRecipe, withWidth } from '../../src/model/recipe.ts';
import { type Scene, subjectOf, withNetwork, withSubject } from '../../src/model/scene.ts';
import { DEFAULT_SURFACE_CAMERA } from '../../src/model/surface-camera.ts';
import { viewAround } from '../../src/model/view.ts';
import { attachHistory, type History } from '../../src/ui/history.ts';
import { Store } from '../../src/ui/store.ts';

function firstScene(): Scene {
  const { architecture, initialiser, seed } = parseSpec('2-8-1:relu@torch:0');
  const quantity = { kind: 'value', output: 0 } as const;
  const pane = { network: 0, quantity, colouring: defaultColouring(quantity), frame: null, surface: false };
  return {
    networks: [drawnRecipe(architecture, initialiser, seed)],
    layout: 'one',
    panes: [pane],
    active: 0,
    view: viewAround([0, 0], 3),
    camera: DEFAULT_SURFACE_CAMERA,
    resolution: 'screen',
    strip: 'none',
    pin: null,
    section: null,
    tour: null,
  };
}

let time = 0;
let scenes: Store<Scene>;
let history: History;

beforeEach(() => {
  time = 0;
  scenes = new Store(firstScene());
  history = attachHistory(scenes, () => time);
});

function change(changes: Partial<Scene>, after = 5000): Scene {
  time += after;
  scenes.update((scene) => ({ ...scene, ...changes }));
  return scenes.value;
}

function widen(width: number, after: number): Scene {
  time += after;
  scenes.update((scene) => withNetwork(scene, 0, withWidth(scene.networks[0], 0, width)));
  return scenes.value;
}

/** How often undo changes something, back to the oldest scene. */
function stepsBack(): number {
  for (let steps = 0; ; steps++) {
    if (!history.canUndo.value) return steps;
    history.undo();
  }
}

describe('undo and redo', () => {
  test('go back and forth through the very scenes that were', () => {
    const a = scenes.value;
    const b = change({ strip: 'pre' });
    const c = change({ resolution: 500 });
    history.undo();
    expect(scenes.value).toBe(b);
    history.undo();
    expect(scenes.value).toBe(a);
    history.redo();
    history.redo();
    expect(scenes.value).toBe(c);
  });

  test('do nothing where there is nothing', () => {
    const a = scenes.value;
    history.undo();
    history.redo();
    expect(scenes.value).toBe(a);
  });

  test('say whether they can', () => {
    const can = () => [history.canUndo.value, history.canRedo.value];
    expect(can()).toEqual([false, false]);
    change({ strip: 'pre' });
    expect(can()).toEqual([true, false]);
    history.undo();
    expect(can()).toEqual([false, true]);
    change({ strip: 'post' });
    expect(can()).toEqual([true, false]);
  });

  test('a change after an undo ends what could be redone', () => {
    const a = scenes.value;
    change({ strip: 'pre' });
    history.undo();
    const b = change({ resolution: 500 });
    history.redo();
    expect(scenes.value).toBe(b);
    history.undo();
    expect(scenes.value).toBe(a);
  });

  test('keep the newest 200 steps', () => {
    for (let resolution = 2; resolution < 302; resolution++) change({ resolution });
    expect(stepsBack()).toBe(200);
    expect(scenes.value.resolution).toBe(101);
  });

  test('come back to every scene of any sequence of lone changes', () => {
    const lone = fc.constantFrom<Partial<Scene>>({ strip: 'pre' }, { strip: 'post' }, { resolution: 64 }, { pin: [1n, 2n] });
    fc.assert(
      fc.property(fc.array(fc.option(lone), { maxLength: 40 }), (moves) => {
        const [own, clock] = [new Store(firstScene()), { time: 0 }];
        const steps = attachHistory(own, () => clock.time);
        const model = [own.value];
        let at = 0;
        for (const move of moves) {
          clock.time += 5000;
          const before = own.value;
          if (move === null) {
            steps.undo();
            at = Math.max(0, at - 1);
          } else {
            own.update((scene) => ({ ...scene, ...move }));
            const same = Object.entries(move).every(([key, value]) =>
              Object.entries(before).some(([k, v]) => k === key && v === value),
            );
            if (same) model[at] = own.value;
            else model.splice(++at, model.length, own.value);
          }
          expect(own.value).toEqual(model[at]);
        }
      }),
    );
  });
});

describe('one step', () => {
  test('are camera moves in a row, however slow, views, frames and surfaces together', () => {
    const a = scenes.value;
    change({ view: viewAround([1, 0], 3) });
    change({ camera: { ...DEFAULT_SURFACE_CAMERA, azimuth: 1 } });
    change({ panes: [{ ...a.panes[0], frame: viewAround([0, 0], 5) }] });
    change({ active: 0, view: viewAround([2, 0], 1) });
    history.undo();
    expect(scenes.value).toBe(a);
  });

  test('are camera moves of panes, which make all panes new objects', () => {
    const a = change({ strip: 'pre' });
    for (const x of [1, 2, 3]) {
      time += 5000;
      scenes.update((scene) => withSubject(scene, { ...subjectOf(scene), view: viewAround([x, 0], 3) }));
    }
    history.undo();
    expect(scenes.value).toBe(a);
  });

  test('is a slider that is dragged without a pause', () => {
    const a = scenes.value;
    for (const width of [9, 10, 11, 12, 13]) widen(width, 600);
    expect(stepsBack()).toBe(1);
    expect(scenes.value).toBe(a);
  });

  test('is a slider that changes something else on its way', () => {
    const a = change({ panes: [{ ...scenes.value.panes[0], quantity: { kind: 'activation', layer: 0, neuron: 7 } }] });
    time += 5000;
    for (const width of [7, 6, 5]) widen(width, 100);
    expect(scenes.value.panes[0].quantity).toEqual({ kind: 'activation', layer: 0, neuron: 4 });
    history.undo();
    expect(scenes.value).toBe(a);
  });
});

describe('steps of their own', () => {
  test('are changes of one thing after a pause', () => {
    widen(9, 5000);
    widen(10, 701);
    expect(stepsBack()).toBe(2);
  });

  test('are changes of different things, however fast', () => {
    change({ strip: 'pre' }, 1);
    change({ resolution: 500 }, 1);
    change({ view: viewAround([1, 0], 3) }, 1);
    change({ strip: 'post' }, 1);
    expect(stepsBack()).toBe(4);
  });

  test('are a change and the one that follows its undo', () => {
    widen(9, 5000);
    history.undo();
    widen(10, 100);
    widen(11, 100);
    expect(stepsBack()).toBe(1);
    history.redo();
    expect(scenes.value.networks[0].widths[1]).toBe(11);
  });
});

describe('no step', () => {
  test('is another active pane; undo leaves the reader where the change was made', () => {
    scenes.set(withLayout(scenes.value, 'two'));
    const steps = history.canUndo.value;
    change({ active: 1 });
    change({ strip: 'pre' });
    change({ active: 0 });
    history.undo();
    expect(scenes.value).toMatchObject({ strip: 'none', active: 1, layout: 'two' });
    history.undo();
    expect([steps, scenes.value.layout, history.canUndo.value]).toEqual([true, 'one', false]);
  });

  test('is another active pane between two moves of the camera', () => {
    const a = change({ strip: 'pre' });
    change({ view: viewAround([1, 0], 3) });
    change({ active: 0 });
    change({ view: viewAround([2, 0], 3) });
    history.undo();
    expect(scenes.value).toBe(a);
  });

  test('is an equal scene, whose redo stays', () => {
    change({ strip: 'pre' });
    history.undo();
    change({ view: viewAround([0, 0], 3) });
    expect([history.canUndo.value, history.canRedo.value]).toEqual([false, true]);
  });

  test('is what a watcher does to the scene that undo brought back', () => {
    change({ strip: 'pre' });
    change({ resolution: 500 });
    scenes.watch((scene) => {
      if (scene.resolution === 'screen' && scene.pin === null) scenes.set({ ...scene, pin: [0n, 0n] });
    });
    history.undo();
    expect(history.canRedo.value).toBe(true);
    history.undo();
    expect(scenes.value.strip).toBe('none');
  });
});
