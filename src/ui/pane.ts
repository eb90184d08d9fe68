// One pane of the stage: its canvas and overlay, its title with the list of quantities, its colour bar, and the hands on it.

import { scaleOf } from '../model/colouring.ts';
import type { Network } from '../model/network.ts';
import type { Painter, PaintRequest } from '../model/painting.ts';
import { isOfOutputs } from '../model/quantity.ts';
import { recipeNetwork } from '../model/recipe.ts';
import { type Scene, subjectOf } from '../model/scene.ts';
import { withQuantity } from '../model/subject.ts';
import { dollied, orbited } from '../model/surface-projection.ts';
import { gridOf } from '../model/view.ts';
import { activate, drawSection, look, paneSubject, pin, turnSurface } from './actions.ts';
import { framed, gridAt, offsetAt, type PictureSize, type PixelPoint, panned, pixelStep, placeUnder, zoomed } from './camera.ts';
import { roughSize, watchSize } from './canvas-size.ts';
import { subjectWords } from './describe.ts';
import { element } from './element.ts';
import { createGlide, type Glide } from './glide.ts';
import { attachHands, type HandActions, type HandShape } from './hands.ts';
import { KIND_OPTIONS, KINDS, kindOf, quantityOf } from './quantity-kinds.ts';
import type { Settings } from './settings.ts';
import { drawsSurfaces, type Status } from './status.ts';
import { Store } from './store.ts';
import { stageText } from './text/stage.ts';

/** Where the cursor is. */
export interface Cursor {
  readonly pane: number;
  readonly pixel: PixelPoint;
}

/** What is being drawn over the map and is not part of the scene yet. */
export interface Sketch extends HandShape {
  readonly pane: number;
}

export interface PaneSources {
  readonly scenes: Store<Scene>;
  readonly settings: Store<Settings>;
  readonly status: Store<Status>;
  readonly cursor: Store<Cursor | null>;
  readonly sketch: Store<Sketch | null>;
}

export class Pane {
  readonly element = element('section', 'pane');
  /** The focusable map: the canvas inside is replaced when another painter takes over. */
  readonly map = element('div', 'map');
  /** Behind the picture, for what surfaces stand in, and over it. */
  readonly backdrop = element('canvas', 'backdrop');
  readonly overlay = element('canvas', 'overlay');
  readonly legend = element('div', 'pane-legend card');
  readonly size: Store<PictureSize>;
  painter: Painter | null = null;
  /** A region's affine map over the whole view; null for the network itself. */
  extended: Network | null = null;
  canvas = element('canvas');
  readonly #index: number;
  readonly #sources: PaneSources;
  readonly #glide: Glide;
  readonly #heading = element('h2');
  readonly #details = element('p');
  readonly #kinds = element('select');
  readonly #endWatch: () => void;
  readonly #endHands: () => void;

  constructor(parent: HTMLElement, index: number, sources: PaneSources) {
    this.#index = index;
    this.#sources = sources;
    this.map.tabIndex = 0;
    this.map.setAttribute('role', 'application');
    for (const canvas of [this.backdrop, this.overlay]) canvas.setAttribute('aria-hidden', 'true');
    this.map.append(this.canvas);
    const head = element('header', 'pane-head card');
    this.#kinds.setAttribute('aria-label', stageText.quantity);
    this.#kinds.append(...Object.entries(KIND_OPTIONS).map(([words, kind]) => new Option(words, kind)));
    const title = element('div', 'pane-title');
    title.append(this.#heading, this.#kinds);
    head.append(title, this.#details);
    this.element.append(this.backdrop, this.map, this.overlay, head, this.legend);
    parent.append(this.element);
    this.size = new Store(roughSize(this.map));
    this.#endWatch = watchSize(this.map, this.size);
    this.#glide = createGlide((by) => this.#pan(by));
    this.#kinds.addEventListener('change', () => this.#choose(this.#kinds.value));
    this.element.addEventListener('focusin', () => activate(sources.scenes, index));
    const pixelsPerCss = () => this.size.value.width / Math.max(this.map.clientWidth, 1);
    this.#endHands = attachHands(this.map, this.element, pixelsPerCss, this.#hands());
  }

  /** What the pane is to show: of what the scene wants, or of the affine map that is drawn in the network's place. */
  request(scene: Scene): PaintRequest {
    const wanted = this.wanted(scene);
    return this.extended && isOfOutputs(wanted.quantity) ? { ...wanted, network: this.extended } : wanted;
  }

  /** What the scene wants the pane to show. */
  wanted(scene: Scene): PaintRequest {
    const { recipe, view, quantity, colouring } = subjectOf(scene, this.#index);
    const size = this.size.value;
    return {
      network: recipeNetwork(recipe),
      quantity,
      colouring,
      grid: gridAt(view, size, scene.resolution),
      pixels: gridOf(view, size.width, size.height),
      camera: this.isSurface(scene) ? scene.camera : null,
    };
  }

  /** Whether it is seen as one: the scene asks for it, the quantity has heights, and the machine can draw it. */
  isSurface(scene: Scene): boolean {
    const { surface, quantity } = scene.panes[this.#index];
    return surface && scaleOf(quantity) === 'linear' && drawsSurfaces(this.#sources.status.value);
  }

  /** Shows the scene in all but the picture. */
  write(scene: Scene): void {
    const subject = subjectOf(scene, this.#index);
    const { title, details } = subjectWords(subject, scene.panes[this.#index].frame !== null);
    this.#heading.textContent = title;
    const name = scene.networks.length > 1 ? `${stageText.networkName(scene.panes[this.#index].network)}: ` : '';
    const said = name + (this.extended && isOfOutputs(subject.quantity) ? `${stageText.extended} · ` : '') + details;
    this.#details.textContent = said;
    this.#details.title = said;
    this.#kinds.value = kindOf(subject.quantity);
    const words = `${title}, ${said}`;
    const surface = this.isSurface(scene);
    if (surface) this.#forgetCursor();
    this.map.setAttribute('aria-label', surface ? stageText.surface(words) : stageText.map(words));
    this.element.classList.toggle('active', scene.active === this.#index && scene.panes.length > 1);
  }

  /** A canvas that no painter has held. */
  freshCanvas(): HTMLCanvasElement {
    this.painter?.close();
    this.painter = null;
    const fresh = element('canvas');
    this.canvas.replaceWith(fresh);
    this.canvas = fresh;
    return fresh;
  }

  /** Moves the picture by device pixels, right and down. */
  #pan([dx, dy]: PixelPoint): void {
    const { scenes } = this.#sources;
    if (this.isSurface(scenes.value)) {
      turnSurface(scenes, (camera) => orbited(camera, dx / devicePixelRatio, dy / devicePixelRatio));
      return;
    }
    look(
      scenes,
      (view) => {
        const step = pixelStep(view, this.size.value);
        return panned(view, [dx * step, -dy * step]);
      },
      this.#index,
    );
  }

  /** What is under the cursor here is not shown any more. */
  #forgetCursor(): void {
    this.#sources.cursor.update((at) => (at?.pane === this.#index ? null : at));
  }

  #hands(): HandActions {
    const { scenes, cursor, sketch, settings } = this.#sources;
    const pane = this.#index;
    const size = () => this.size.value;
    const placeAt = (pixel: PixelPoint) => placeUnder(subjectOf(scenes.value, pane).view, size(), pixel);
    return {
      hover: (pixel) => cursor.set(pixel && !this.isSurface(scenes.value) ? { pane, pixel } : null),
      grab: (time) => {
        this.#glide.grab(time);
        activate(scenes, pane);
        this.map.focus({ preventScroll: true });
      },
      zoom: (pixel, factor) => {
        this.#glide.stop();
        if (this.isSurface(scenes.value)) turnSurface(scenes, (camera) => dollied(camera, factor));
        else look(scenes, (view) => zoomed(view, offsetAt(view, size(), pixel), factor), pane);
      },
      drag: (by, time) => {
        this.#glide.moved(by, time);
        this.#pan(by);
      },
      release: (time) => {
        if (settings.value.inertia) this.#glide.release(time);
      },
      click: (pixel) => {
        const place = this.isSurface(scenes.value) ? null : placeAt(pixel);
        return () => {
          if (place) pin(scenes, place);
        };
      },
      sketch: (shape) => sketch.set(shape && { ...shape, pane }),
      draw: ({ kind, from, to }) => {
        if (this.isSurface(scenes.value)) return;
        if (kind === 'box') look(scenes, (view) => framed(view, size(), from, to), pane);
        else drawSection(scenes, [placeAt(from), placeAt(to)]);
      },
    };
  }

  #choose(words: string): void {
    const kind = KINDS.find((known) => known === words);
    if (!kind) return;
    paneSubject(this.#sources.scenes, this.#index).update((subject) => withQuantity(subject, quantityOf(kind, subject.quantity)));
  }

  close(): void {
    this.#glide.stop();
    this.#endHands();
    this.#endWatch();
    this.#forgetCursor();
    this.painter?.close();
    this.element.remove();
  }
}
