// Acceptance: a pattern's number is exact in f32, keeps 30 bits of the hash, and tells patterns apart.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { activation } from '../../src/model/activation.ts';
import {
  lastPatternLayer,
  PATTERN_SEED,
  PATTERN_SEEDS,
  patternFraction,
  patternStep,
  patternValue,
  pieceOf,
} from '../../src/model/pattern.ts';

const hash = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('patternValue', () => {
  test('is a positive normal f32 between 1e-19 and 4e19, and exact', () => {
    fc.assert(
      fc.property(hash, (h) => {
        const value = patternValue(h);
        expect(Math.fround(value)).toBe(value);
        expect(value > 1e-19 && value < 4e19).toBe(true);
        expect(patternFraction(value) * 2 ** 16).toBe(h >>> 16);
      }),
    );
  });

  test('differs wherever the upper 30 bits do', () => {
    fc.assert(fc.property(hash, hash, (a, b) => (patternValue(a) === patternValue(b)) === (a >>> 2 === b >>> 2)));
  });
});

describe('patternStep', () => {
  test('stays within 32 bits and depends on every piece and its place', () => {
    const all = (pieces: number[]) => pieces.reduce(patternStep, PATTERN_SEED);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 60 }), fc.nat(), (pieces, n) => {
        const h = all(pieces);
        expect(Number.isInteger(h) && h >= 0 && h < 2 ** 32).toBe(true);
        // Each step is a bijection of the hash, so that one changed piece changes all hashes behind it.
        const changed = pieces.map((piece, i) => (i === n % pieces.length ? piece + 1 : piece));
        expect(all(changed)).not.toBe(h);
      }),
    );
  });

  test('tells all patterns of 16 units apart', () => {
    const seen = new Set<number>();
    for (let signs = 0; signs < 65_536; signs++) {
      let h = PATTERN_SEED;
      for (let unit = 0; unit < 16; unit++) h = patternStep(h, (signs >> unit) & 1);
      seen.add(patternValue(h));
    }
    // Of 65 536 random 30-bit numbers about 2 collide.
    expect(seen.size).toBeGreaterThan(65_520);
  });
});

describe('PATTERN_SEEDS', () => {
  test('tell a quarter of a million patterns of 40 units apart by far fewer bits than there are', () => {
    const joint = new Set<number>();
    const count = 2 ** 18;
    // Neighbours differ in one unit, as regions do: a Gray code, spread over the units.
    for (let n = 0; n < count; n++) {
      const gray = n ^ (n >>> 1);
      const [a, b] = PATTERN_SEEDS.map((seed) => {
        let h: number = seed;
        for (let unit = 0; unit < 40; unit++) h = patternStep(h, unit % 2 === 0 ? (gray >> (unit / 2)) & 1 : 1);
        return h;
      });
      // 20 bits of each.
      joint.add((a >>> 12) * 2 ** 20 + (b >>> 12));
    }
    // Of so many random 40-bit numbers 0.03 pairs collide.
    expect(joint.size).toBe(count);
  });
});

describe('lastPatternLayer', () => {
  test.each([
    ['2-5-3:relu', 0],
    ['2-5-3:relu,relu', 1],
    ['2-5-3:relu,sigmoid', 0],
    ['2-5-4-3:identity', 1],
    ['2-3:tent', 0],
    ['2-3:identity', -1],
  ] as const)('of %s is %i', (spec, layer) => {
    expect(lastPatternLayer(specNetwork(parseSpec(spec)))).toBe(layer);
  });
});

describe('pieceOf', () => {
  test('counts the thresholds below', () => {
    expect([-1, 0, 0.2, 0.5, 0.7, 1, 2].map((z) => pieceOf(activation('tent'), z))).toEqual([0, 0, 1, 1, 2, 2, 3]);
    expect([-1, 0, 1].map((z) => pieceOf(activation('gelu'), z))).toEqual([0, 0, 1]);
    expect([-1, 0, 1].map((z) => pieceOf(activation('identity'), z))).toEqual([0, 0, 0]);
  });
});
