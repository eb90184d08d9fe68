// What fast-check draws for the tests of formats: activations, heads, networks, specs and quantities.
import fc from 'fast-check';
import { SPACINGS } from '../../src/formats/quantity.ts';
import type { NetworkSpec } from '../../src/formats/spec.ts';
import { ACTIVATION_NAMES, activation } from '../../src/model/activation.ts';
import { INITIALISER_NAMES, MAX_SEED } from '../../src/model/init.ts';
import { createNetwork, type Head, type Network } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';

/** Any f64 that is finite in f32, subnormals included, without -0. */
const parameter = fc.double({ min: -3.4e38, max: 3.4e38, noNaN: true }).map((v) => v + 0);
const positive = fc.double({ min: Number.MIN_VALUE, max: 1e38, noNaN: true });

export const anyActivation = fc
  .tuple(fc.constantFrom(...ACTIVATION_NAMES), parameter)
  .map(([name, slope]) => activation(name, slope));

export const anyHead: fc.Arbitrary<Head> = fc
  .tuple(fc.constantFrom('none', 'softmax', 'log-sum-exp', 'max', 'one-hot'), positive)
  .map(([name, scale]) => ({ name, scale: name === 'softmax' || name === 'log-sum-exp' ? scale : 1 }));

/** Weights are any finite f32, -0 and subnormals included. */
export const anyNetwork: fc.Arbitrary<Network> = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 5 }), anyHead)
  .chain(([widths, head]) => {
    const floats = (length: number) =>
      fc.float32Array({ noNaN: true, noDefaultInfinity: true, minLength: length, maxLength: length });
    const layers = widths.slice(1).map((fanOut, l) =>
      fc.record({
        fanIn: fc.constant(widths[l]),
        fanOut: fc.constant(fanOut),
        weight: floats(widths[l] * fanOut),
        bias: floats(fanOut),
        activation: anyActivation,
      }),
    );
    return fc.tuple(...layers).map((drawn) => createNetwork(drawn, head));
  });

export const anySpec: fc.Arbitrary<NetworkSpec> = fc
  .array(fc.integer({ min: 1, max: 512 }), { minLength: 2, maxLength: 6 })
  .chain((widths) =>
    fc.record({
      architecture: fc.record({
        widths: fc.constant(widths),
        activations: fc.array(anyActivation, { minLength: widths.length - 1, maxLength: widths.length - 1 }),
        head: anyHead,
      }),
      initialiser: fc
        .tuple(fc.constantFrom(...INITIALISER_NAMES), positive)
        .map(([name, bound]) => ({ name, bound: name === 'uniform' ? bound : 1 })),
      seed: fc.integer({ min: 0, max: MAX_SEED }),
    }),
  );

const index = fc.nat();
const component = fc.constantFrom('x1', 'x2', 'norm');

export const anyQuantity: fc.Arbitrary<Quantity> = fc.oneof(
  fc.record({ kind: fc.constant('value'), output: index }),
  fc.record({ kind: fc.constant('fd'), component, output: index, spacing: fc.constantFrom(...SPACINGS) }),
  fc.record({ kind: fc.constant('grad'), component: fc.constantFrom('x1', 'x2', 'norm', 'direction'), output: index }),
  fc.record({ kind: fc.constant('error'), component, output: index }),
  fc.record({ kind: fc.constant('probability'), output: index }),
  fc.record({ kind: fc.constant('argmax') }),
  fc.record({ kind: fc.constant('pattern'), layer: fc.option(index) }),
  fc.record({ kind: fc.constant('preactivation'), layer: index, neuron: index }),
);
