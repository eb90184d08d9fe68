// Plays the scene's tour: the way into the middle of the active pane's view, at a constant rate, with a bar to stop it and to go along it by hand.
import { type Scene, subjectOf } from '../model/scene.ts';
import { type Tour, tourDecades, tourShare, tourWidth } from '../model/tour.ts';
import { look } from './actions.ts';
import { button } from './button.ts';
import { widthText } from './digits.ts';
import { element } from './element.ts';
import { icon } from './icons.ts';
import type { Status } from './status.ts';
import type { Store } from './store.ts';
import { tourText as text } from './text/tour.ts';

/** How long the view takes to become ten times narrower. */
const DECADE_MS = 1200;
/** A view that is more than so many times narrower than the picture on the screen waits for one. */
const AHEAD = 4;
/** A page that was busy or hidden for longer has not played meanwhile. */
const LONGEST_FRAME_MS = 250;
/** Steps of the slider a decade. */
const FINE = 100;
/** A view that has come so near to the end, as a share of the way, is there. */
const THERE = 1 - 1e-9;

export interface TourSources {
  readonly scenes: Store<Scene>;
  readonly status: Store<Status>;
  /** Hands on it stop the tour. */
  readonly stage: HTMLElement;
}

export interface TourPlayer {
  /** Plays from where the view is on the way, or from its beginning; or stops. */
  toggle(): void;
}

/** Puts the bar into `parent`, where it is shown while the scene has a tour. */
export function attachTour(parent: HTMLElement, { scenes, status, stage }: TourSources): TourPlayer {
  const bar = element('section', 'tour card');
  bar.setAttribute('aria-label', text.bar);
  const play = button('', toggle, '', 'primary');
  const slider = element('input');
  slider.type = 'range';
  slider.setAttribute('aria-label', text.way);
  const width = element('span', 'width');
  // Heard and not seen: who sees the bar sees it move.
  const heard = element('span', 'unseen');
  heard.setAttribute('role', 'status');
  const close = button('', () => end(), text.close);
  close.setAttribute('aria-label', text.close);
  close.append(icon('close'));
  bar.append(play, slider, width, close, heard);
  parent.append(bar);

  /** How far it has come; null while it rests. */
  let playing: { share: number; time: number } | null = null;
  let next = 0;
  /** A change of the scene that is the tour's own. */
  let moving = false;

  const wide = () => 2 * subjectOf(scenes.value).view.radius;
  const move = (tour: Tour, share: number) => {
    moving = true;
    look(scenes, (view) => ({ ...view, radius: tourWidth(tour, share) / 2 }));
    moving = false;
  };

  function start(tour: Tour): void {
    const share = tourShare(tour, wide());
    const isOnTheWay = share >= 0 && share < THERE;
    playing = { share: isOnTheWay ? share : 0, time: performance.now() };
    if (!isOnTheWay) move(tour, 0);
    heard.textContent = text.playing;
    write();
    // One that has just been stopped may still have a frame to come.
    cancelAnimationFrame(next);
    next = requestAnimationFrame(frame);
  }

  function stop(): void {
    playing = null;
    write();
  }

  function end(): void {
    stop();
    scenes.update((scene) => ({ ...scene, tour: null }));
  }

  function frame(now: number): void {
    const { tour } = scenes.value;
    if (!playing || !tour) return;
    const elapsed = Math.min(Math.max(now - playing.time, 0), LONGEST_FRAME_MS);
    playing.time = now;
    if (wide() * AHEAD >= shownWidth()) {
      playing.share += elapsed / (DECADE_MS * tourDecades(tour));
      move(tour, held(tour, playing.share));
    }
    if (playing.share < 1) {
      next = requestAnimationFrame(frame);
    } else {
      stop();
      heard.textContent = text.arrived(widthText(tour.to));
    }
  }

  /** How wide the picture is that the active pane shows; Infinity before there is one. */
  function shownWidth(): number {
    const pixels = status.value.pictures[scenes.value.active]?.request.pixels;
    return pixels ? pixels.step[0] * Math.min(pixels.width, pixels.height) : Number.POSITIVE_INFINITY;
  }

  function toggle(): void {
    const { tour } = scenes.value;
    if (playing) stop();
    else if (tour) start(tour);
  }

  function write(): void {
    const { tour } = scenes.value;
    bar.hidden = tour === null;
    if (!tour) return;
    const name = playing ? text.pause : text.play;
    if (play.title !== name) {
      play.title = name;
      play.setAttribute('aria-label', name);
      play.replaceChildren(icon(playing ? 'pause' : 'play'));
    }
    slider.max = `${Math.ceil(FINE * tourDecades(tour))}`;
    slider.value = `${Number(slider.max) * tourShare(tour, wide())}`;
    width.textContent = text.wide(widthText(wide()));
    slider.setAttribute('aria-valuetext', width.textContent);
  }

  slider.addEventListener('input', () => {
    const { tour } = scenes.value;
    if (tour) look(scenes, (view) => ({ ...view, radius: tourWidth(tour, Number(slider.value) / Number(slider.max)) / 2 }));
  });
  for (const kind of ['pointerdown', 'wheel'] as const) stage.addEventListener(kind, stop, { capture: true, passive: true });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !playing || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      stop();
    },
    { capture: true },
  );
  scenes.watch(() => {
    // Whatever else changes the scene has taken over.
    if (!moving) playing = null;
    write();
  });
  return { toggle };
}

/** The share that is shown: who asked the system for less motion sees the way in stills, a decade apart. */
function held(tour: Tour, share: number): number {
  if (share >= 1 || !matchMedia('(prefers-reduced-motion: reduce)').matches) return Math.min(share, 1);
  const stills = Math.ceil(tourDecades(tour));
  return Math.floor(share * stills) / stills;
}
