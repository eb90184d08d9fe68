// Accepted when labels sit on their lines and along them, apart from each other and from the edges.
import { describe, expect, test } from 'vitest';
import type { Field } from '../../src/model/field.ts';
import { contourLabels } from '../../src/ui/contour-labels.ts';

const ROOM = { width: 960, height: 540, left: 60, bottom: 26 };

/** f over the unit square, x to the right and y upwards. */
function fieldOf(f: (x: number, y: number) => number, base = 0): Field {
  const [width, height] = [96, 54];
  const data = Float32Array.from({ length: width * height }, (_, k) =>
    f(((k % width) + 0.5) / width, (Math.floor(k / width) + 0.5) / height),
  );
  return { width, height, base, data };
}

const wave = (x: number, y: number) => Math.sin(5 * x) + Math.cos(4 * y) + x * y;

describe('labels', () => {
  const labels = contourLabels(fieldOf(wave), [-1, 2.5], 6, ROOM);

  test('lie on their level', () => {
    expect(labels.length).toBeGreaterThanOrEqual(6);
    for (const { at, position } of labels) {
      const [x, y] = [at[0], 1 - at[1]];
      // Linear interpolation between the points is off by as much.
      expect(Math.abs(wave(x, y) - (-1 + 3.5 * position))).toBeLessThan(3e-3);
    }
  });

  test('follow their line, upright', () => {
    for (const { at, angle, position } of labels) {
      expect(Math.abs(angle)).toBeLessThanOrEqual(Math.PI / 2);
      for (const reach of [-12, 12]) {
        const x = at[0] + (reach * Math.cos(angle)) / ROOM.width;
        const y = 1 - at[1] - (reach * Math.sin(angle)) / ROOM.height;
        expect(Math.abs(wave(x, y) - (-1 + 3.5 * position))).toBeLessThan(0.03);
      }
    }
  });

  test('keep apart, and off the edges and rulers', () => {
    const pixels = labels.map(({ at }) => [at[0] * ROOM.width, at[1] * ROOM.height]);
    for (const [i, [x, y]] of pixels.entries()) {
      expect(x).toBeGreaterThan(ROOM.left + 10);
      expect(x).toBeLessThan(ROOM.width - 10);
      expect(y).toBeGreaterThan(10);
      expect(y).toBeLessThan(ROOM.height - ROOM.bottom - 10);
      for (const [u, v] of pixels.slice(0, i)) expect(Math.hypot(x - u, y - v)).toBeGreaterThan(40);
    }
  });

  test('are two at most for a level, with one text', () => {
    const texts = new Map<number, string[]>();
    for (const { position, text } of labels) texts.set(position, [...(texts.get(position) ?? []), text]);
    for (const ofLevel of texts.values()) {
      expect(ofLevel.length).toBeLessThanOrEqual(2);
      expect(new Set(ofLevel).size).toBe(1);
    }
    expect(new Set(labels.map(({ text }) => text))).toEqual(new Set(['−0.50', '0', '0.50', '1.00', '1.50']));
  });
});

test('a level that is lost in f32 is found above the base', () => {
  const labels = contourLabels(
    fieldOf((x) => 1e-9 * x, 0.3),
    [0.3, 0.3 + 1e-9],
    1,
    ROOM,
  );
  expect(labels.map(({ text }) => text)).toContain('0.300\u202f000\u202f000\u202f50');
  for (const { at } of labels) expect(at[0]).toBeCloseTo(0.5, 3);
});

test('a level that is lost in f64 is found above the domain’s base', () => {
  const deep = fieldOf((x) => 1e-30 * x, 0.3);
  const labels = contourLabels(deep, [0, 1e-30, 0.3], 1, ROOM);
  expect(new Set(labels.map(({ text }) => text))).toEqual(new Set(['5e−31']));
  for (const { at } of labels) expect(at[0]).toBeCloseTo(0.5, 3);
});

describe('there is no label', () => {
  test.each([
    ['without contours', wave, [-1, 2], 0],
    ['in an empty domain', wave, [1, 1], 4],
    ['on a plateau that lies on a level', () => 0.5, [0, 1], 1],
    ['where nothing is a number', () => Number.NaN, [0, 1], 3],
    ['where lines are closer than a text is high', (x: number) => x, [0, 1], 200],
  ] as const)('%s', (_, f, domain, contours) => {
    expect(contourLabels(fieldOf(f), domain, contours, ROOM)).toEqual([]);
  });

  test('across a kink', () => {
    const bend = (x: number, y: number) => Math.abs(x - 0.5) * 2 + y;
    const labels = contourLabels(fieldOf(bend), [0, 2], 3, ROOM);
    expect(labels.length).toBeGreaterThan(0);
    for (const { at } of labels) expect(Math.abs(at[0] - 0.5) * ROOM.width).toBeGreaterThan(9);
  });
});
