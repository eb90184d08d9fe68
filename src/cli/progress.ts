// A progress bar on a terminal, for jobs that take longer than a second.

/** As much of a stream as the bar needs. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface Progress {
  /** To be called with the fraction done, 0 to 1, as often as one likes. */
  update(fraction: number): void;
  /** Takes the bar off the screen. */
  end(): void;
}

/** Milliseconds before the bar appears, and between two pictures of it. */
const DELAY = 1000;
const INTERVAL = 100;
const CELLS = 30;

/** A bar that stays silent where `stream` is no terminal. `now` counts milliseconds. */
export function createProgress(stream: ProgressStream, now: () => number = () => performance.now()): Progress {
  const start = now();
  let drawn: number | null = null;
  return {
    update(fraction) {
      const time = now();
      if (!stream.isTTY || time - start < DELAY || (drawn !== null && time - drawn < INTERVAL)) return;
      drawn = time;
      const cells = Math.round(fraction * CELLS);
      const left = fraction > 0 ? `, ${duration(((time - start) * (1 - fraction)) / fraction)} left` : '';
      stream.write(`\r\x1b[K[${'#'.repeat(cells)}${'.'.repeat(CELLS - cells)}] ${Math.floor(100 * fraction)} %${left}`);
    },
    end() {
      if (drawn !== null) stream.write('\r\x1b[K');
      drawn = null;
    },
  };
}

function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
