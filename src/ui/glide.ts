// Lets a picture glide on after the hand has let go of it, slower and slower.
import type { PixelPoint } from './camera.ts';

/** How fast a hand is, is told by its moves of the last so many ms; one that has not moved for so long rests. */
const MEMORY_MS = 80;
const RESTING_MS = 120;
/** The speed falls to 1/e in this many ms. */
const FADE_MS = 180;
/** Pixels a ms below which a picture rests. */
const REST_SPEED = 0.02;

/** And the most pixels a ms that one is taken along with. */
const MOST_SPEED = 6;

/** Times are those of the events, in ms: how fast a hand was does not depend on how busy the page is. */
export interface Glide {
  /** A hand has taken hold: what glides stops. */
  grab(time: number): void;
  /** It has moved the picture by so many pixels. */
  moved(by: PixelPoint, time: number): void;
  /** It has let go. */
  release(time: number): void;
  stop(): void;
}

/** `move` is told how far the picture glides from one frame to the next, in the same pixels. */
export function createGlide(move: (by: PixelPoint) => void): Glide {
  let moves: { readonly time: number; readonly by: PixelPoint }[] = [];
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    moves = [];
  };
  const speedAt = (released: number): PixelPoint => {
    const [first, ...rest] = moves;
    const last = rest.at(-1);
    if (!last || released - last.time > RESTING_MS) return [0, 0];
    const span = Math.max(last.time - first.time, 1);
    const along = (axis: 0 | 1) => rest.reduce((sum, { by }) => sum + by[axis], 0) / span;
    const [x, y] = [along(0), along(1)];
    const limit = MOST_SPEED / Math.max(Math.hypot(x, y), MOST_SPEED);
    return [x * limit, y * limit];
  };
  return {
    grab(time) {
      stop();
      moves = [{ time, by: [0, 0] }];
    },
    moved(by, time) {
      // One older move stays: it is where the time of the next begins.
      const recent = moves.findIndex((before) => time - before.time < MEMORY_MS);
      moves = [...(recent < 0 ? moves.slice(-1) : moves.slice(Math.max(recent - 1, 0))), { time, by }];
    },
    release(time) {
      const speed = speedAt(time);
      moves = [];
      let [begun, last] = [0, 0];
      const step = (now: number) => {
        if (begun === 0) [begun, last] = [now, now];
        const ms = now - last;
        last = now;
        const fade = Math.exp(-(now - begun) / FADE_MS);
        if (Math.hypot(...speed) * fade < REST_SPEED) return stop();
        if (ms > 0) move([speed[0] * fade * ms, speed[1] * fade * ms]);
        frame = requestAnimationFrame(step);
      };
      frame = requestAnimationFrame(step);
    },
    stop,
  };
}
