// Accepted when every edge but the border's is drawn once, in the colour of what bore it, earlier layers over later ones and cuts over all.
import { describe, expect, test } from 'vitest';
import { activation } from '../../src/model/activation.ts';
import { EDGE_COLOURS } from '../../src/model/painting.ts';
import { BORDER, CLASS_BOUNDARY, creaseCode, patternLayout, ZERO_SET } from '../../src/model/partition.ts';
import { BOUNDARY_INK, edgeInks, INK, layerInk, type Rgb } from '../../src/model/partition-colours.ts';

/** Two thresholds a unit, then no creases, then one threshold a unit. */
const layout = patternLayout({
  layers: (['hardtanh', 'identity', 'relu'] as const).map((name) => ({
    fanIn: 20,
    fanOut: 20,
    weight: new Float32Array(400),
    bias: new Float32Array(20),
    activation: activation(name),
  })),
});
const code = (layer: number, unit: number, threshold = 0) => creaseCode(layout, { layer, unit, threshold });
const edgeCreases = Uint32Array.of(
  code(0, 3, 0),
  BORDER,
  ZERO_SET,
  code(2, 3),
  code(0, 3, 1),
  CLASS_BOUNDARY,
  code(2, 19),
  code(0, 19, 1),
);
const bytes = (colour: number) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255, colour >>> 24];
const opaque = (color: Rgb) => [...color.map(Math.round), 255];

describe.each(EDGE_COLOURS)('edges coloured by %s', (by) => {
  const { order, colours } = edgeInks({ layout, edgeCreases }, by);
  const colourOf = (edge: number) => bytes(colours[order.indexOf(edge)]);

  test('are drawn from the last layer to the first, then the cuts, never the border', () => {
    expect([...order]).toEqual([3, 6, 0, 4, 7, 2, 5]);
  });

  test('have the colour of what bore them', () => {
    for (const cut of [2, 5]) expect(colourOf(cut)).toEqual(opaque(BOUNDARY_INK));
    if (by === 'neuron') {
      expect(colourOf(0)).toEqual(colourOf(4));
      expect(new Set([0, 3, 6, 7].map((edge) => colourOf(edge).join())).size).toBe(4);
    } else {
      for (const edge of [0, 4, 7]) expect(colourOf(edge)).toEqual(opaque(by === 'layer' ? layerInk(0, 2) : INK));
      for (const edge of [3, 6]) expect(colourOf(edge)).toEqual(opaque(by === 'layer' ? layerInk(1, 2) : INK));
    }
  });
});

test('neurons next to each other have hues that are far apart, in colours of like lightness', () => {
  const many = Uint32Array.from({ length: 20 }, (_, unit) => code(2, unit));
  const colours = [...edgeInks({ layout, edgeCreases: many }, 'neuron').colours].map(bytes);
  for (let n = 1; n < 20; n++) {
    const apart = Math.max(...[0, 1, 2].map((c) => Math.abs(colours[n][c] - colours[n - 1][c])));
    expect(apart).toBeGreaterThan(60);
  }
  const greys = colours.map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b);
  expect(Math.max(...greys) - Math.min(...greys)).toBeLessThan(50);
});
