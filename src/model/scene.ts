// The Scene: all that the page's picture depends on, as one immutable value.
import type { Colouring } from './colouring.ts';
import type { Place } from './coordinate.ts';
import type { Quantity } from './quantity.ts';
import type { NetworkRecipe } from './recipe.ts';
import { type Subject, withRecipe } from './subject.ts';
import type { SurfaceCamera } from './surface-camera.ts';
import type { Tour } from './tour.ts';
import type { View } from './view.ts';

/** One: a map. Two: value and ∂/∂x2. Four: value, both derivatives, pattern. Bounds: one quantity over ever larger squares. Networks: A | B. */
export const LAYOUTS = ['one', 'two', 'four', 'bounds', 'networks'] as const;
export type Layout = (typeof LAYOUTS)[number];

export interface Pane {
  /** Which of the scene's networks, 0 or 1. */
  readonly network: number;
  readonly quantity: Quantity;
  readonly colouring: Colouring;
  /** A view of its own; null where it looks through the scene's camera, with the others. */
  readonly frame: View | null;
  /** Drawn as a surface over the plane; quantities that are no amounts are drawn as maps even so. */
  readonly surface: boolean;
}

/** Which maps the network strip shows: none, of z, or of f(z). */
export const STRIPS = ['none', 'pre', 'post'] as const;
export type Strip = (typeof STRIPS)[number];

/** Points along the shorter side of the view; 'screen' for one a pixel. */
export type Resolution = 'screen' | number;
export const MIN_RESOLUTION = 2;
export const MAX_RESOLUTION = 8192;

/** A line over the plane, from its first end to its second. */
export type Section = readonly [Place, Place];

export interface Scene {
  /** A, and B once two were compared: it waits while no pane shows it. */
  readonly networks: readonly NetworkRecipe[];
  readonly layout: Layout;
  /** As many as the layout has. */
  readonly panes: readonly Pane[];
  /** The pane whose quantity and colours the panel shows, and whose network the strip. */
  readonly active: number;
  /** The camera that panes without a frame share. */
  readonly view: View;
  /** From where surfaces are seen. */
  readonly camera: SurfaceCamera;
  readonly resolution: Resolution;
  readonly strip: Strip;
  /** A place whose numbers stay in sight; null for none. */
  readonly pin: Place | null;
  /** The ends of the line along which the cross-section is taken; null for none. */
  readonly section: Section | null;
  /** The way into the shared view's centre that can be played; null for none. */
  readonly tour: Tour | null;
}

/** What a pane shows. */
export function subjectOf(scene: Scene, pane = scene.active): Subject {
  const { network, quantity, colouring, frame } = scene.panes[pane];
  return { recipe: scene.networks[network], view: frame ?? scene.view, quantity, colouring };
}

/** The scene with one pane changed to show `subject`; what other panes share changes with it. */
export function withSubject(scene: Scene, subject: Subject, pane = scene.active): Scene {
  const before = scene.panes[pane];
  const ofNetwork =
    scene.networks[before.network] === subject.recipe ? scene : withNetwork(scene, before.network, subject.recipe);
  const frame = before.frame === null ? null : subject.view;
  const next: Pane = { ...before, quantity: subject.quantity, colouring: subject.colouring, frame };
  return {
    ...ofNetwork,
    panes: ofNetwork.panes.with(pane, next),
    view: before.frame === null ? subject.view : scene.view,
  };
}

/** The scene with another network A or B; panes that show what it does not have show the nearest that it has. */
export function withNetwork(scene: Scene, index: number, recipe: NetworkRecipe): Scene {
  const panes = scene.panes.map((pane, i) => {
    if (pane.network !== index) return pane;
    const { quantity, colouring } = withRecipe(subjectOf(scene, i), recipe);
    return quantity === pane.quantity ? pane : { ...pane, quantity, colouring };
  });
  return { ...scene, networks: scene.networks.with(index, recipe), panes };
}
