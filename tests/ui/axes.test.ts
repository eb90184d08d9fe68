// Accepted when a scale can be read from every ruler, however short: it has two numbers at least, and none of them runs into another.
import { describe, expect, test } from 'vitest';
import { viewAround } from '../../src/model/view.ts';
import { type AxesOptions, drawAxes } from '../../src/ui/axes.ts';
import type { Context2D, Palette } from '../../src/ui/palette.ts';

const palette: Palette = { ground: '#000', card: '#000', line: '#333', text: '#fff', quiet: '#999', sans: 'sans' };

interface Written {
  readonly text: string;
  readonly x: number;
  readonly axis: 0 | 1;
}

/** What drawAxes writes, with letters 6.5 pixels wide; x is along the ruler. */
function numbersOf(options: Partial<AxesOptions> & Pick<AxesOptions, 'view' | 'width' | 'height' | 'density'>): Written[] {
  const written: Written[] = [];
  // The rulers are drawn one after the other, each in a frame of its own; texts that lie are moved to their places.
  let [depth, axis, shift] = [0, -1, 0];
  const acts: Record<string, unknown> = {
    save: () => {
      depth++;
    },
    restore: () => {
      depth--;
      shift = 0;
    },
    translate: (x: number) => {
      if (depth === 2) axis++;
      if (depth === 3) shift = x;
    },
    measureText: (text: string) => ({ width: 6.5 * text.length }),
    fillText: (text: string, x: number) => {
      if (/^[−\d.\u202f]+$/.test(text)) written.push({ text, x: shift + x, axis: axis === 0 ? 0 : 1 });
    },
  };
  const context: Context2D = new Proxy(Object.create(null), {
    get: (set, key) => acts[String(key)] ?? set[key] ?? (() => undefined),
  });
  drawAxes(context, { pixelRatio: 1, palette, lines: 'zero', rulers: 'over', ...options });
  return written;
}

const SIZES = [
  [1280, 654],
  [484, 326],
  [265, 120],
  [142, 420],
  [142, 110],
  [195, 215],
] as const;
const VIEWS = [5, 10, 100, 500, 1000, 0.003].map((radius) => viewAround([0, 0], radius));

describe.each(SIZES)('in a pane of %i × %i', (width, height) => {
  test.each(VIEWS)('each ruler has two numbers: ±$radius', (view) => {
    const density = width < 520 || height < 320 ? 'compact' : 'full';
    for (const rulers of ['over', 'outside'] as const) {
      const written = numbersOf({ view, width, height, density, rulers });
      for (const axis of [0, 1]) {
        const numbers = written.filter((number) => number.axis === axis);
        expect(numbers.length).toBeGreaterThan(1);
        if (axis === 1 && density === 'full') continue;
        for (const [n, { x, text }] of numbers.entries())
          if (n > 0) expect(x - numbers[n - 1].x).toBeGreaterThan((6.5 * (text.length + numbers[n - 1].text.length)) / 2);
      }
    }
  });
});
