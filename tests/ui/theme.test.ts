// Accepted when in both themes words can be read on every ground they stand on, over any picture too, and what is chosen or focused
// stands out by lightness and not by hue alone.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

const css = readFileSync(new URL('../../src/ui/theme.css', import.meta.url), 'utf8');

/** The variables, as they are written, in one of the themes. */
function variables(theme: 'light' | 'dark'): ReadonlyMap<string, string> {
  return new Map(
    [...css.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => {
      const both = /^light-dark\((.+), (.+)\)$/.exec(value);
      return [name, both ? both[theme === 'light' ? 1 : 2] : value];
    }),
  );
}

const themes = [
  ['dark', variables('dark')],
  ['light', variables('light')],
] as const;

/** #rrggbb or rgb(r g b / a%). */
function parsed(text: string): Colour {
  const hex = /^#(..)(..)(..)$/.exec(text);
  if (hex) return [Number.parseInt(hex[1], 16), Number.parseInt(hex[2], 16), Number.parseInt(hex[3], 16), 1];
  const rgb = /^rgb\((\d+) (\d+) (\d+) \/ (\d+)%\)$/.exec(text);
  if (!rgb) throw new Error(`theme.css has the colour "${text}", which this test cannot read.`);
  return [Number(rgb[1]), Number(rgb[2]), Number(rgb[3]), Number(rgb[4]) / 100];
}

function over(front: Colour, back: Colour): Colour {
  const mixed = (k: 0 | 1 | 2) => front[3] * front[k] + (1 - front[3]) * back[k];
  return [mixed(0), mixed(1), mixed(2), 1];
}

/** WCAG's relative luminance. */
function luminance([red, green, blue]: Colour): number {
  const linear = (c: number) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function contrast(a: Colour, b: Colour): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

test('contrast is WCAG’s', () => {
  expect(contrast(parsed('#000000'), parsed('#ffffff'))).toBeCloseTo(21, 10);
  expect(contrast(parsed('#777777'), parsed('#ffffff'))).toBeCloseTo(4.48, 2);
  expect(over(parsed('rgb(0 0 0 / 25%)'), parsed('#ffffff'))[0]).toBeCloseTo(191.25, 10);
});

describe.each(themes)('the %s theme', (_, theme) => {
  const colour = (name: string) => {
    const text = theme.get(name);
    if (text === undefined) throw new Error(`theme.css has no --${name} in this theme.`);
    return parsed(text);
  };
  const extremes = [parsed('#000000'), parsed('#ffffff')];

  test.each(['ground', 'bar', 'face', 'widget', 'widget-hover'])('has legible words on its %s', (ground) => {
    for (const words of ['text', 'quiet']) expect(contrast(colour(words), colour(ground))).toBeGreaterThan(4.5);
  });

  test('has legible words on cards over any picture', () => {
    for (const picture of extremes)
      for (const words of ['text', 'quiet']) expect(contrast(colour(words), over(colour('card'), picture))).toBeGreaterThan(4.5);
  });

  test('tells what is chosen, focused or typed by lightness', () => {
    for (const ground of ['ground', 'bar', 'face', 'widget'])
      expect(contrast(colour('accent'), colour(ground))).toBeGreaterThan(ground === 'widget' ? 4.5 : 3);
    expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThan(4.5);
  });
});
