// Acceptance: every colour map of the model is named as matplotlib names it, both ways round.
import { describe, expect, test } from 'vitest';
import { formatColormap, parseColormap } from '../../src/formats/colormap.ts';
import { COLORMAP_NAMES } from '../../src/model/colormap.ts';
import { FormatError } from '../../src/model/errors.ts';

describe('parseColormap', () => {
  test.each(COLORMAP_NAMES)('reads %s and its reverse', (colormap) => {
    for (const reversed of [false, true]) {
      const text = reversed ? `${colormap}_r` : colormap;
      expect(parseColormap(text)).toEqual({ colormap, reversed });
      expect(formatColormap({ colormap, reversed })).toBe(text);
    }
  });

  test.each(['', '_r', 'Viridis', 'viridis_r_r', 'jet', 'rdbu', 'constructor'])('refuses "%s"', (text) => {
    expect(() => parseColormap(text)).toThrow(FormatError);
    expect(() => parseColormap(text)).toThrow(`colour map "${text}" is unknown; choose one of viridis, plasma`);
  });
});
