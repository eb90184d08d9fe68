// The keyboard: what its keys do to the scene and the page. text/keys.ts lists them for readers.
import { LAYOUTS, type Scene, subjectOf } from '../model/scene.ts';
import { dollied } from '../model/surface-projection.ts';
import { arrange, goHome, look, pin, toggleStrip, turnSurface } from './actions.ts';
import { panned, zoomed } from './camera.ts';
import { type Settings, toggleRegions } from './settings.ts';
import type { Store } from './store.ts';

/** The share of the view's radius that an arrow key moves it, and with Shift. */
const MOVE = 0.2;
const FINE_MOVE = 0.02;
const ZOOM = 1.25;
/** Radians an arrow key turns a surface. */
const TURN = 0.1;

export interface KeyActions {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly showKeys: () => void;
  readonly describe: () => void;
  readonly surface: () => void;
  readonly fit: () => void;
  readonly tour: () => void;
}

export interface KeySources {
  readonly scenes: Store<Scene>;
  readonly settings: Store<Settings>;
  /** Whether the active pane is seen as a surface. */
  readonly isSurface: () => boolean;
  readonly actions: KeyActions;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Listens on the whole page; call it once. */
export function attachKeys({ scenes, settings, isSurface, actions }: KeySources): void {
  const zoom = (factor: number) => {
    if (isSurface()) turnSurface(scenes, (camera) => dollied(camera, factor));
    else look(scenes, (view) => zoomed(view, [0, 0], factor));
  };
  const move = ([d1, d2]: readonly [number, number], fine: boolean) => {
    if (isSurface()) {
      turnSurface(scenes, (camera) => ({
        ...camera,
        azimuth: camera.azimuth + TURN * d1,
        elevation: camera.elevation + TURN * d2,
      }));
      return;
    }
    const share = fine ? FINE_MOVE : MOVE;
    look(scenes, (view) => panned(view, [-d1 * share * view.radius, -d2 * share * view.radius]));
  };
  const plain: Readonly<Record<string, () => void>> = {
    '+': () => zoom(1 / ZOOM),
    '=': () => zoom(1 / ZOOM),
    '-': () => zoom(ZOOM),
    '0': actions.fit,
    Home: () => goHome(scenes),
    '?': actions.showKeys,
    d: actions.describe,
    p: () => settings.update((all) => ({ ...all, panel: !all.panel })),
    n: () => toggleStrip(scenes),
    r: () => toggleRegions(settings),
    s: actions.surface,
    t: actions.tour,
    ...Object.fromEntries(LAYOUTS.map((layout, i) => [`${i + 1}`, () => arrange(scenes, layout)])),
    Escape: () => scenes.update((scene) => (scene.pin || scene.section ? { ...scene, pin: null, section: null } : scene)),
  };

  /** The field that has been typed in since it got the focus, or since its text was taken. */
  let typed: EventTarget | null = null;
  window.addEventListener('input', ({ target }) => (typed = target), { capture: true });
  for (const kind of ['change', 'focusin', 'focusout'] as const) window.addEventListener(kind, () => (typed = null));
  // A hand that has chosen from a list is done with it; who chooses by keys stays there.
  let pointed: EventTarget | null = null;
  window.addEventListener('pointerdown', ({ target }) => (pointed = target), { capture: true });
  window.addEventListener('keydown', () => (pointed = null), { capture: true });
  window.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement && target === pointed && !target.closest('dialog')) target.blur();
  });

  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    const key = event.key;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
      const isUndo = key.toLowerCase() === 'z';
      // What is being typed has an undo of its own.
      if ((isUndo || key.toLowerCase() === 'y') && event.target !== typed) {
        event.preventDefault();
        if (isUndo && !event.shiftKey) actions.undo();
        else actions.redo();
      }
      return;
    }
    if (event.altKey || takesKeys(event.target)) return;
    // Arrows and Enter belong to whatever control has the focus; on the map they are the map's.
    const onMap = event.target === document.body || (event.target instanceof Element && event.target.closest('.map'));
    const arrow = ARROWS[key];
    if (arrow && onMap) move(arrow, event.shiftKey);
    else if (key === 'Enter' && onMap) pin(scenes, subjectOf(scenes.value).view.center);
    else if (Object.hasOwn(plain, key)) plain[key]();
    else return;
    event.preventDefault();
  });
}

/** Whether plain keys are meant for a field: as text, or as the first letters of an option. */
function takesKeys(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox';
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}
