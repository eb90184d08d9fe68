// Lets a picture glide on after the hand has let go of it, slower and slower.
import type { PixelPoint } from './camera.ts';

/** Moves older than this, in ms, say nothing of how fast the hand was when it let go. */
const MEMORY_MS = 80;
/** The speed falls to 1/e in this many ms. */
const FADE_MS = 180;
/** Pixels a ms below which a picture rests. */
const REST_SPEED = 0.02;

export interface Glide {
  /** The hand has moved the picture by so many pixels. */
  moved(by: PixelPoint): void;
  /** The hand has let go. */
  start(): void;
  stop(): void;
}

/** `move` is told how far the picture glides from one frame to the next, in the same pixels. */
export function createGlide(move: (by: PixelPoint) => void): Glide {
  let moves: { readonly time: number; readonly by: PixelPoint }[] = [];
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    frame = 0;
  };
  return {
    moved(by) {
      const time = performance.now();
      moves = [...moves.filter((before) => time - before.time < MEMORY_MS), { time, by }];
    },
    start() {
      const released = performance.now();
      const recent = moves.filter(({ time }) => released - time < MEMORY_MS);
      moves = [];
      if (recent.length < 2) return;
      const span = Math.max(released - recent[0].time, 1);
      const speed = ([0, 1] as const).map((axis) => recent.reduce((sum, { by }) => sum + by[axis], 0) / span);
      let last = released;
      const step = (now: number) => {
        const ms = Math.max(0, now - last);
        last = now;
        const fade = Math.exp(-(now - released) / FADE_MS);
        if (Math.hypot(speed[0], speed[1]) * fade < REST_SPEED) return stop();
        if (ms > 0) move([speed[0] * fade * ms, speed[1] * fade * ms]);
        frame = requestAnimationFrame(step);
      };
      frame = requestAnimationFrame(step);
    },
    stop,
  };
}
