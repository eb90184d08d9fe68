// Accepted when the probe reads the reference's own value, gradient, outputs and pattern, and keeps its digits at any depth.

import { describe, expect, test } from 'vitest';
import { forward } from '../../src/cpu-reference/forward.ts';
import { gradient } from '../../src/cpu-reference/gradient.ts';
import { readPoint } from '../../src/cpu-reference/reading.ts';
import { parseQuantity } from '../../src/formats/quantity.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { exactCoordinate, placeOf } from '../../src/model/coordinate.ts';
import { pieceOf } from '../../src/model/pattern.ts';
import { placeAt } from '../../src/model/view.ts';

const network = specNetwork(parseSpec('2-12-8-3:tanh@torch:3'));
const point = [0.3, -1.2] as const;
const place = placeOf(point);

describe('the probe', () => {
  test('reads the value and the exact gradient of the output that is shown', () => {
    const reading = readPoint(network, parseQuantity('value:2'), place, 0.01);
    const [d1, d2] = gradient(network, point).outputs;
    expect(reading).toMatchObject({ point, value: forward(network, point).outputs[2], gradient: [d1[2], d2[2]] });
    expect(reading.shown).toBe(reading.value);
  });

  test('reads finite differences that are those of neighbouring points', () => {
    const h = 0.01;
    const at = (x1: number, x2: number) => forward(network, [x1, x2]).outputs[0];
    const { finite, shown } = readPoint(network, parseQuantity('fd-x2'), place, h);
    expect(finite?.[0]).toBeCloseTo((at(0.3 + h, -1.2) - at(0.3 - h, -1.2)) / (2 * h), 11);
    expect(finite?.[1]).toBeCloseTo((at(0.3, -1.2 + h) - at(0.3, -1.2 - h)) / (2 * h), 11);
    expect(shown).toBe(finite?.[1]);
  });

  test.each([1e-6, 1e-10, 1e-15])('agrees with itself, finite and exact, over pixels of %d', (step) => {
    const { finite, gradient: exact } = readPoint(network, parseQuantity('value'), place, step);
    // The error of a central difference is step² f'''/6; what is left is f64's rounding.
    for (const n of [0, 1]) expect(Math.abs((finite?.[n] ?? Infinity) - (exact?.[n] ?? 0))).toBeLessThan(1e-12);
  });

  test('reads what the map shows', () => {
    const shown = (quantity: string) => readPoint(network, parseQuantity(quantity, 'index'), place, 0.01).shown;
    const { gradient: exact, finite } = readPoint(network, parseQuantity('value'), place, 0.01);
    const [g1, g2] = exact ?? [Number.NaN, Number.NaN];
    const [f1, f2] = finite ?? [Number.NaN, Number.NaN];
    expect(shown('grad-norm')).toBe(Math.hypot(g1, g2));
    expect(shown('grad-direction')).toBe(Math.atan2(g2, g1));
    expect(shown('fd-x1')).toBe(f1 * 0.01);
    expect(shown('error-norm')).toBe(Math.hypot(f1, f2) - Math.hypot(g1, g2));
    expect(shown('pattern')).toBeNull();
  });

  test('reads probabilities, pre-activations and classes', () => {
    const y = [...forward(network, point).outputs];
    const powers = y.map(Math.exp);
    const probability = readPoint(network, parseQuantity('prob:1'), place, 0.01);
    expect(probability.value).toBeCloseTo(powers[1] / powers.reduce((a, b) => a + b), 14);
    expect(readPoint(network, parseQuantity('preact:1:4'), place, 0.01).value).toBe(
      forward(network, point).layers[1].preActivation[4],
    );
    const best = readPoint(network, parseQuantity('argmax'), place, 0.01);
    expect(best).toMatchObject({ value: y.indexOf(Math.max(...y)), gradient: null, finite: null });
  });

  test('reads all outputs behind the head, whatever the map shows', () => {
    const softmax = specNetwork(parseSpec('2-12-8-3:tanh@torch:3')).layers;
    const behind = { layers: softmax, head: { name: 'softmax', scale: 2 } } as const;
    for (const quantity of ['value:1', 'pattern', 'argmax', 'preact:0:2'])
      expect(readPoint(behind, parseQuantity(quantity), place, 0.01).outputs).toEqual([...forward(behind, point).outputs]);
  });
});

describe('the pattern', () => {
  const mixed = specNetwork(parseSpec('2-9-7-5-3:relu,hardtanh,tent@torch:11'));

  test('has the piece of every unit of every hidden layer', () => {
    const { pattern } = readPoint(mixed, parseQuantity('value'), place, 0.01);
    const { layers } = forward(mixed, point);
    expect(pattern.map(({ pieces }) => pieces)).toEqual([2, 3, 4]);
    pattern.forEach(({ units }, l) => {
      expect(units).toEqual([...layers[l].preActivation].map((z) => pieceOf(mixed.layers[l].activation, z)));
    });
    // All pieces of relu are met, or the test would prove little.
    expect(new Set(pattern[0].units).size).toBe(2);
  });

  test('of a smooth activation is the sign of z', () => {
    const { pattern } = readPoint(network, parseQuantity('argmax'), place, 0.01);
    const signs = forward(network, point).layers.map(({ preActivation }) => [...preActivation].map((z) => Number(z > 0)));
    expect(pattern).toEqual(signs.slice(0, 2).map((units) => ({ pieces: 2, units })));
  });

  test('of a network without hidden layers is empty', () => {
    expect(readPoint(specNetwork(parseSpec('2-1:identity@torch:1')), parseQuantity('value'), place, 0.01).pattern).toEqual([]);
  });
});

describe('at depth', () => {
  test('reads what f64 reads, where that is enough', () => {
    for (const name of ['value:1', 'grad-x1:2', 'prob:1', 'argmax', 'preact:1:4']) {
      const wide = readPoint(network, parseQuantity(name), place, 0.01);
      const deep = readPoint(network, parseQuantity(name), place, 1e-25);
      expect(deep.value).toBeCloseTo(wide.value, 13);
      for (const n of [0, 1] as const) expect(deep.gradient?.[n] ?? 0).toBeCloseTo(wide.gradient?.[n] ?? 0, 13);
      deep.outputs.forEach((y, k) => {
        expect(y).toBeCloseTo(wide.outputs[k], 13);
      });
      expect(deep.pattern).toEqual(wide.pattern);
    }
  });

  test('sees a crease between two points that f64 cannot tell apart', () => {
    const relu = specNetwork(parseSpec('2-4-1:relu@torch:2'));
    const [{ weight, bias }] = relu.layers;
    // Where the crease crosses x1 = 1/4: numbers of f32 have finite decimals, and their quotient is rounded to 60.
    const across = (exactCoordinate(weight[0]) / 4n + exactCoordinate(bias[0])) * 10n ** 60n;
    const crease = [exactCoordinate(0.25), -across / exactCoordinate(weight[1])] as const;
    const side = (way: number) =>
      readPoint(relu, parseQuantity('value'), placeAt({ center: crease, radius: 1e-28 }, [0, (way * 1e-28) / weight[1]]), 1e-28)
        .pattern[0].units[0];
    expect([side(-1), side(1)]).toEqual([0, 1]);
  });
});
