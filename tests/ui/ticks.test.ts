// Accepted when ticks sit at round places of the plane at every depth, read exactly and differently, and stay where they are while
// the plane is panned.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coordinateNumber, coordinateOf, parseCoordinate } from '../../src/model/coordinate.ts';
import { axisTicks, roundedTexts, type TickScale, valueScale } from '../../src/ui/ticks.ts';

const UNIT = 10n ** 60n;

function coordinate(text: string): bigint {
  const parsed = parseCoordinate(text.replaceAll('\u202f', ''));
  if (parsed === null) throw new Error(`The text "${text}" is no number.`);
  return parsed;
}

/** What a text stands for: base + text × 10^exponent. */
function meaning(text: string, { base, exponent }: TickScale): bigint {
  return (base === null ? 0n : coordinate(base)) + coordinate(`${text.replaceAll('\u202f', '')}e${exponent}`);
}

/** 1, 2 or 5 times a power of ten. */
const isRound = (step: bigint) => /^[125]0*$/.test(`${step}`);

const centers = fc.oneof(
  fc.constantFrom('0', '0.31', '-0.31', '0.312345678912345678', '123456.789', '-999999999.9999999', '1e-9').map(coordinate),
  fc.bigInt({ min: -(10n ** 9n) * UNIT, max: 10n ** 9n * UNIT }),
);
/** From 1e9 to 5e-14. */
const halves = fc.double({ min: Math.log10(5e-14), max: 9, noNaN: true }).map((log) => 10 ** log);
const lengths = fc.integer({ min: 160, max: 4000 });

describe('an axis', () => {
  test('has round, evenly spaced ticks inside it, at least two and never too close', () => {
    fc.assert(
      fc.property(centers, halves, lengths, (center, half, pixels) => {
        const ticks = axisTicks(center, half, pixels, 50);
        const places = ticks.major.map(({ text }) => meaning(text, ticks));
        expect(places.length).toBeGreaterThanOrEqual(2);
        const step = places[1] - places[0];
        expect(isRound(step)).toBe(true);
        for (const [i, place] of places.entries()) {
          expect(place % step).toBe(0n);
          if (i > 0) expect(place - places[i - 1]).toBe(step);
          expect(Math.abs(coordinateNumber(place - center))).toBeLessThanOrEqual(half);
        }
        const least = Math.min(50 / pixels, 0.2) * 2 * half;
        expect(coordinateNumber(step)).toBeGreaterThanOrEqual(least * (1 - 1e-9));
      }),
    );
  });

  test('has texts that are exactly the ticks, differ, and are short', () => {
    fc.assert(
      fc.property(centers, halves, lengths, (center, half, pixels) => {
        const ticks = axisTicks(center, half, pixels, 50);
        for (const { offset, text, zero } of ticks.major) {
          expect(coordinateNumber(meaning(text, ticks) - center)).toBe(offset);
          expect(zero).toBe(meaning(text, ticks) === 0n);
          expect(text.length).toBeLessThanOrEqual('−123\u202f456'.length);
        }
        expect(new Set(ticks.major.map(({ text }) => text)).size).toBe(ticks.major.length);
      }),
    );
  });

  test('keeps its ticks in place while it is panned', () => {
    const shift = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(centers, halves, shift, (center, half, part) => {
        const moved = center + coordinateOf(part * half);
        const placesOf = (c: bigint) => {
          const ticks = axisTicks(c, half, 720, 50);
          return ticks.major.map(({ text }) => meaning(text, ticks));
        };
        const inBoth = (place: bigint) => [center, moved].every((c) => Math.abs(coordinateNumber(place - c)) < half * (1 - 1e-9));
        expect(placesOf(moved).filter(inBoth)).toEqual(placesOf(center).filter(inBoth));
      }),
    );
  });

  test('has minor ticks that divide the distance of its ticks', () => {
    fc.assert(
      fc.property(centers, halves, (center, half) => {
        const { major, minor } = axisTicks(center, half, 720, 50);
        const between = minor.filter((offset) => offset > major[0].offset && offset < major[1].offset);
        const step = major[1].offset - major[0].offset;
        expect([3, 4]).toContain(between.length);
        for (const [i, offset] of between.entries())
          expect((offset - major[0].offset) / step).toBeCloseTo((i + 1) / (between.length + 1), 6);
      }),
    );
  });

  test.each([
    ['0', 3, null, 0, '−3 −2 −1 0 1 2 3'],
    ['0.31', 1e-3, null, 0, '0.3090 0.3095 0.3100 0.3105 0.3110'],
    ['0.31', 1e-9, '0.31', -10, '−10 −5 0 5 10'],
    ['0.3123456789123', 1e-9, '0.312\u202f345\u202f6', -10, '780 785 790 795'],
    ['0.31', 1e-13, '0.31', -14, '−10 −5 0 5 10'],
    [
      '0.31415926535897932384626433832795',
      1e-30,
      '0.314\u202f159\u202f265\u202f358\u202f979\u202f323\u202f846\u202f264\u202f338\u202f3',
      -31,
      '270 275 280 285',
    ],
    ['0', 1e-9, null, -10, '−10 −5 0 5 10'],
    ['0', 1e9, null, 8, '−10 −5 0 5 10'],
    ['123456.789', 3, null, 0, '123\u202f454 123\u202f455 123\u202f456 123\u202f457 123\u202f458 123\u202f459'],
    ['123456.789', 0.3, '123\u202f400', 0, '56.5 56.6 56.7 56.8 56.9 57.0'],
    ['-123456.7894321', 1e-3, '−123\u202f456.7', -4, '−900 −895 −890 −885'],
  ])('%s ± %d reads %s + n × 10^%d', (center, half, base, exponent, texts) => {
    const ticks = axisTicks(coordinate(center), half, 600, 80);
    expect(ticks.major.map(({ text }) => text).join(' ')).toBe(texts);
    expect([ticks.base, ticks.exponent]).toEqual([base, exponent]);
  });

  test('keeps its base as long as no round number comes into view', () => {
    const bases = Array.from({ length: 40 }, (_, i) => {
      const center = coordinate('0.3123455e0') + coordinate(`${20 + i * 20}e-10`);
      return axisTicks(center, 1e-9, 720, 50).base;
    });
    expect(new Set(bases)).toEqual(new Set(['0.312\u202f345\u202f5']));
  });
});

describe('values', () => {
  const ends = fc
    .tuple(fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.double({ min: -12, max: 12, noNaN: true }))
    .map(([lo, log]): [number, number] => [lo, lo + 10 ** log])
    .filter(([lo, hi]) => (hi - lo) / Math.max(Math.abs(lo), Math.abs(hi)) > 1e-12);

  test('lie inside, are round, and about as many as asked for', () => {
    fc.assert(
      fc.property(ends, fc.integer({ min: 3, max: 10 }), ([lo, hi], count) => {
        const { ticks } = valueScale(lo, hi, count);
        expect(ticks.length).toBeGreaterThanOrEqual(Math.floor(count / 1.75));
        expect(ticks.length).toBeLessThanOrEqual(2 * count + 1);
        for (const { value } of ticks) {
          expect(value).toBeGreaterThanOrEqual(lo);
          expect(value).toBeLessThanOrEqual(hi);
        }
        expect(new Set(ticks.map(({ text }) => text)).size).toBe(ticks.length);
      }),
    );
  });

  test('have short texts that mean the same', () => {
    fc.assert(
      fc.property(ends, ([lo, hi]) => {
        const scale = valueScale(lo, hi, 5);
        for (const { value, text } of scale.ticks) expect(coordinateNumber(meaning(text, scale))).toBe(value);
      }),
    );
  });

  test.each([
    [0, 1, null, 0, '0 0.2 0.4 0.6 0.8 1.0'],
    [-0.2, 0.31, null, 0, '−0.2 −0.1 0 0.1 0.2 0.3'],
    [1e-13, 9e-13, null, -13, '2 4 6 8'],
    [0.5, 0.5, null, 0, '0.5000'],
    [Number.NaN, 1, null, 0, ''],
    [0, Infinity, null, 0, ''],
  ])('from %d to %d are %s + n × 10^%d', (lo, hi, base, exponent, texts) => {
    const scale = valueScale(lo, hi, 5);
    expect(scale.ticks.map(({ text }) => text).join(' ')).toBe(texts);
    expect([scale.base, scale.exponent]).toEqual([base, exponent]);
  });

  test.each([
    [[0, 1e-322], 0],
    [[0, 1e-322], 1e-323],
    [[-1e308, 1e308], 1e-300],
    [[0, 0], 0],
    [[3e38, 3e38], 0],
  ])('of any size have texts: %j to %d', (values, resolution) => {
    const texts = roundedTexts(values, resolution);
    expect(texts.map((text) => Number(text.replaceAll('−', '-').replaceAll('\u202f', '')))).toEqual(values);
  });

  test('of a deep view are counted from what they begin with', () => {
    const { ticks, base, exponent } = valueScale(0.31, 0.31 + 1e-12, 5);
    expect([ticks.map(({ text }) => text).join(' '), base, exponent]).toEqual(['0 2 4 6 8 10', '0.31', -13]);
  });
});
