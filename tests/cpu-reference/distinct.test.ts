// Acceptance: the count of patterns on a grid is the one that is plain to see in networks of a few lines, counts the layers that the exact
// partition counts, and tells points apart that f64 does not.

import { describe, expect, test } from 'vitest';
import { distinctPatterns } from '../../src/cpu-reference/distinct.ts';
import { forward } from '../../src/cpu-reference/forward.ts';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { ACTIVATION_NAMES, type ActivationName, activation, activationKinks } from '../../src/model/activation.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import { gridOverBounds } from '../../src/model/grid.ts';
import { createNetwork, type Layer } from '../../src/model/network.ts';
import { pieceOf } from '../../src/model/pattern.ts';

/** One unit for each line a x1 + b x2 + c = 0. */
function lines(name: ActivationName, ...units: readonly (readonly [number, number, number])[]): Layer {
  return {
    fanIn: 2,
    fanOut: units.length,
    weight: Float32Array.from(units.flatMap((line) => line.slice(0, 2))),
    bias: Float32Array.from(units, ([, , c]) => c),
    activation: activation(name),
  };
}

function sum(name: ActivationName, fanIn: number, bias: number): Layer {
  return {
    fanIn,
    fanOut: 1,
    weight: new Float32Array(fanIn).fill(1),
    bias: Float32Array.of(bias),
    activation: activation(name),
  };
}

// No point lies on one of the lines.
const grid = gridOverBounds([-2, 2, -2, 2], 40, 40);

describe('distinctPatterns', () => {
  test('counts the regions between lines', () => {
    const axes = [
      [1, 0, 0],
      [0, 1, 0],
    ] as const;
    expect(distinctPatterns(createNetwork([lines('relu', ...axes)]), grid)).toBe(4);
    const diagonals = [...axes, [1, 1, 0.01], [1, -1, 0.02]] as const;
    // Between the crossings, which are less than a step apart, lie three more that no point sees.
    expect(distinctPatterns(createNetwork([lines('relu', ...diagonals)]), grid)).toBe(8);
    expect(distinctPatterns(createNetwork([lines('relu', ...diagonals)]), gridOverBounds([-0.1, 0.1, -0.1, 0.1], 80, 80))).toBe(
      11,
    );
  });

  test('has as many strips across one unit as its activation has pieces, one for identity, two for the signs of a smooth one', () => {
    const counts = ACTIVATION_NAMES.map((name) =>
      distinctPatterns(createNetwork([lines(name, [1, 0, 0.02]), sum('identity', 1, 0)]), grid),
    );
    const pieces = { identity: 1, hardtanh: 3, tent: 4 } as Partial<Record<ActivationName, number>>;
    expect(counts).toEqual(ACTIVATION_NAMES.map((name) => pieces[name] ?? 2));
  });

  test('counts the last layer where its activation has kinks, and only there', () => {
    for (const name of ACTIVATION_NAMES) {
      const network = createNetwork([lines('relu', [1, 0, 0]), sum(name, 1, -1.1)]);
      // The output's threshold lies to the right of the hidden unit's.
      const creases = activationKinks(activation(name)).filter((kink) => kink > -1.1 && kink < 0.9).length;
      expect(distinctPatterns(network, grid), name).toBe(2 + creases);
    }
    expect(distinctPatterns(createNetwork([lines('identity', [1, 0, 0])]), grid)).toBe(1);
    expect(distinctPatterns(createNetwork([lines('tanh', [1, 0, 0])]), grid)).toBe(1);
  });

  test('agrees with patterns taken at each point by itself', () => {
    const network = specNetwork(parseSpec('2-12-9-7-3:relu,hardtanh,tent@he:3'));
    const seen = new Set<string>();
    for (let j = 0; j < 40; j++)
      for (let i = 0; i < 40; i++) {
        const { layers } = forward(network, [-2 + (4 * i) / 39, -2 + (4 * j) / 39]);
        seen.add(
          layers
            .slice(0, 3)
            .map(({ preActivation }, l) => [...preActivation].map((z) => pieceOf(network.layers[l].activation, z)).join(''))
            .join('/'),
        );
      }
    expect(seen.size).toBeGreaterThan(300);
    expect(distinctPatterns(network, grid)).toBe(seen.size);
  });

  test('sees both sides of a crease in a view that f64 has no points for', () => {
    const deep = { center: placeOf([0.7, -0.3]), shift: [0, 0], step: [1e-19, 1e-19], width: 16, height: 2 } as const;
    const network = (bias: number) => createNetwork([lines('relu', [0, 1, bias])]);
    expect(distinctPatterns(network(0.25), deep)).toBe(1);
    const crossed = { ...deep, center: placeOf([0.7, -0.25]) } as const;
    expect(distinctPatterns(network(0.25), crossed)).toBe(2);
  });
});
