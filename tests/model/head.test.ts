// Acceptance: heads are what their formulas say, do not overflow, ties go to the lowest class, and their tangents are their derivatives.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argmax, headOutputs, headTangent, softmax } from '../../src/model/head.ts';
import { HEAD_NAMES, type Head, NO_HEAD } from '../../src/model/network.ts';

const y = Float64Array.of(1, -2, 0.5);
const head = (name: Head['name'], scale = 1): Head => ({ name, scale });
const vector = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 });

describe('headOutputs', () => {
  test('follow their formulas', () => {
    const powers = [...y].map((v) => Math.exp(2 * v));
    const sum = powers.reduce((a, b) => a + b);
    expect([...headOutputs(head('softmax', 2), y)]).toEqual(powers.map((p) => expect.closeTo(p / sum, 15)));
    expect([...headOutputs(head('log-sum-exp', 2), y)]).toEqual([expect.closeTo(Math.log(sum) / 2, 15)]);
    expect([...headOutputs(head('max'), y)]).toEqual([1]);
    expect([...headOutputs(head('one-hot'), y)]).toEqual([1, 0, 0]);
    expect(headOutputs(NO_HEAD, y)).toBe(y);
  });

  test('do not overflow', () => {
    const far = Float64Array.of(1e5, 1e5 - 1, -1e5);
    expect([...softmax(far, 10)]).toEqual([expect.closeTo(1, 4), expect.closeTo(4.54e-5, 7), 0]);
    expect(headOutputs(head('log-sum-exp', 10), far)[0]).toBeCloseTo(1e5, 3);
  });

  test('give ties to the lowest class', () => {
    const tie = Float64Array.of(0, 3, 3);
    expect(argmax(tie)).toBe(1);
    expect([...headOutputs(head('one-hot'), tie)]).toEqual([0, 1, 0]);
  });

  test('softmax sums to 1 and does not feel a shift; log-sum-exp moves with it', () => {
    fc.assert(
      fc.property(vector, fc.double({ min: -50, max: 50, noNaN: true }), (v, shift) => {
        const [here, there] = [Float64Array.from(v), Float64Array.from(v, (x) => x + shift)];
        const p = softmax(here, 1.5);
        expect(p.reduce((a, b) => a + b)).toBeCloseTo(1, 14);
        softmax(there, 1.5).forEach((q, k) => {
          expect(q).toBeCloseTo(p[k], 12);
        });
        const [lse] = headOutputs(head('log-sum-exp', 1.5), here);
        expect(headOutputs(head('log-sum-exp', 1.5), there)[0] - lse).toBeCloseTo(shift, 12);
        expect(lse).toBeGreaterThanOrEqual(Math.max(...v));
      }),
    );
  });
});

describe('headTangent', () => {
  test.each(HEAD_NAMES)('is the derivative along a direction: %s', (name) => {
    const h = 2 ** -14;
    fc.assert(
      fc.property(vector, vector, (v, t) => {
        const [here, tangent] = [Float64Array.from(v), Float64Array.from(t)];
        const moved = (by: number) => here.map((x, k) => x + by * tangent[k]);
        fc.pre(argmax(moved(-h)) === argmax(moved(h)));
        const rule = head(name, name === 'softmax' || name === 'log-sum-exp' ? 1.5 : 1);
        const [before, after] = [headOutputs(rule, moved(-h)), headOutputs(rule, moved(h))];
        headTangent(rule, here, tangent).forEach((d, k) => {
          expect(Math.abs((after[k] - before[k]) / (2 * h) - d)).toBeLessThan(2e-6);
        });
      }),
    );
  });
});
