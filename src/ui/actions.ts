// What hands, keys and buttons do to the scene.

import type { Place } from '../model/coordinate.ts';
import { withLayout } from '../model/layout.ts';
import { type Edit, withEdit, withoutEdit } from '../model/recipe.ts';
import { type Layout, type Scene, type Section, type Strip, subjectOf, withNetwork, withSubject } from '../model/scene.ts';
import type { Subject } from '../model/subject.ts';
import { withQuantity } from '../model/subject.ts';
import { clampedSurfaceCamera, DEFAULT_SURFACE_CAMERA, type SurfaceCamera } from '../model/surface-camera.ts';
import { DEFAULT_VIEW, MAX_VIEW_WIDTH, sameView, type View } from '../model/view.ts';
import { partOf, type Source } from './store.ts';

type Scenes = Source<Scene>;

/** How many times wider than its end a tour begins at least. */
const LEAST_TOUR = 100;

/** The subject of one pane, or of the active one, as a source of its own. */
export function paneSubject(scenes: Scenes, pane?: number): Source<Subject> {
  return partOf(
    scenes,
    (scene) => subjectOf(scene, pane),
    (scene, subject) => withSubject(scene, subject, pane),
  );
}

export function look(scenes: Scenes, change: (view: View) => View, pane?: number): void {
  paneSubject(scenes, pane).update((subject) => {
    const view = change(subject.view);
    return sameView(view, subject.view) ? subject : { ...subject, view };
  });
}

export function turnSurface(scenes: Scenes, change: (camera: SurfaceCamera) => SurfaceCamera): void {
  scenes.update((scene) => ({ ...scene, camera: clampedSurfaceCamera(change(scene.camera)) }));
}

/** The way from afar into the middle of the active pane's view as the scene's tour, where it has none. */
export function offerTour(scenes: Scenes): void {
  scenes.update((scene) => {
    const to = 2 * subjectOf(scene).view.radius;
    const from = Math.max(2 * DEFAULT_VIEW.radius, LEAST_TOUR * to);
    return scene.tour || from > MAX_VIEW_WIDTH ? scene : { ...scene, tour: { from, to } };
  });
}

/** Back to the view that is seen first. */
export function goHome(scenes: Scenes): void {
  look(scenes, () => DEFAULT_VIEW);
  if (scenes.value.panes[scenes.value.active].surface) turnSurface(scenes, () => DEFAULT_SURFACE_CAMERA);
}

export function activate(scenes: Scenes, pane: number): void {
  scenes.update((scene) => (scene.active === pane ? scene : { ...scene, active: pane }));
}

export function arrange(scenes: Scenes, layout: Layout): void {
  scenes.update((scene) => (scene.layout === layout ? scene : withLayout(scene, layout)));
}

/** All panes as surfaces, or all as maps. */
export function toggleSurface(scenes: Scenes): void {
  scenes.update((scene) => {
    const surface = !scene.panes[scene.active].surface;
    return { ...scene, panes: scene.panes.map((pane) => ({ ...pane, surface })) };
  });
}

/** Opens the strip with the pre-activations, or closes it. */
export function toggleStrip(scenes: Scenes): void {
  showStrip(scenes, scenes.value.strip === 'none' ? 'pre' : 'none');
}

/** Shows z or f(z) in the strip, and of the unit that is shown large, if one is. */
export function showStrip(scenes: Scenes, strip: Strip): void {
  scenes.update((scene) => (scene.strip === strip ? scene : { ...scene, strip }));
  const { quantity } = subjectOf(scenes.value);
  if ('neuron' in quantity && strip !== 'none') showUnit(scenes, quantity.layer, quantity.neuron);
}

/** Shows one unit large in the active pane: z or f(z), as the strip does. */
export function showUnit(scenes: Scenes, layer: number, neuron: number): void {
  const kind = scenes.value.strip === 'post' ? 'activation' : 'preactivation';
  paneSubject(scenes).update((subject) => withQuantity(subject, { kind, layer, neuron }));
}

/** Sets one weight or bias of the active pane's network by hand; what is not finite in f32 is left alone. */
export function setWeight(scenes: Scenes, edit: Edit): void {
  if (!Number.isFinite(Math.fround(edit.value))) return;
  scenes.update((scene) => {
    const { network } = scene.panes[scene.active];
    return withNetwork(scene, network, withEdit(scene.networks[network], edit));
  });
}

/** Takes an edit back: the number is as it was drawn. */
export function resetWeight(scenes: Scenes, place: Omit<Edit, 'value'>): void {
  scenes.update((scene) => {
    const { network } = scene.panes[scene.active];
    return withNetwork(scene, network, withoutEdit(scene.networks[network], place));
  });
}

export function pin(scenes: Scenes, place: Place | null): void {
  scenes.update((scene) => ({ ...scene, pin: place }));
}

/** Between two places; what has no length is no section, and the present one stays. */
export function drawSection(scenes: Scenes, section: Section | null): void {
  if (section && section[0][0] === section[1][0] && section[0][1] === section[1][1]) return;
  scenes.update((scene) => ({ ...scene, section }));
}
