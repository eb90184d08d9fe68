// What fast-check draws for the tests of formats: activations, heads, networks, specs, quantities and whole scenes.

import fc from 'fast-check';
import { SPACINGS } from '../../src/formats/quantity.ts';
import type { NetworkSpec } from '../../src/formats/spec.ts';
import { ACTIVATION_NAMES, activation } from '../../src/model/activation.ts';
import { COLORMAP_NAMES } from '../../src/model/colormap.ts';
import { type Colouring, domainProblem, MAX_CONTOURS } from '../../src/model/colouring.ts';
import type { Place } from '../../src/model/coordinate.ts';
import { INITIALISER_NAMES, MAX_SEED } from '../../src/model/init.ts';
import { createNetwork, type Head, MAX_WIDTH, type Network } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import type { Edit, NetworkRecipe } from '../../src/model/recipe.ts';
import { LAYOUTS, MAX_RESOLUTION, MIN_RESOLUTION, type Pane, type Scene, STRIPS } from '../../src/model/scene.ts';
import { fittedQuantity } from '../../src/model/subject.ts';
import { clampedSurfaceCamera } from '../../src/model/surface-camera.ts';
import type { Tour } from '../../src/model/tour.ts';
import { clampedView, MAX_VIEW_WIDTH, MIN_VIEW_WIDTH, type View } from '../../src/model/view.ts';

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
  fc.record({ kind: fc.constantFrom('hessian', 'probability'), output: index }),
  fc.record({ kind: fc.constantFrom('argmax', 'crease-layer') }),
  fc.record({ kind: fc.constantFrom('pattern', 'crease'), layer: fc.option(index) }),
  fc.record({ kind: fc.constant('preactivation'), layer: index, neuron: index }),
  fc.record({ kind: fc.constant('activation'), layer: index, neuron: index }),
);

/** At most one edit for each number; some beyond the present widths. */
export function anyEdits(layers: number, maxLength = 20): fc.Arbitrary<Edit[]> {
  return fc.uniqueArray(
    fc.record({
      layer: fc.nat(layers - 1),
      unit: fc.nat(MAX_WIDTH - 1),
      input: fc.option(fc.nat(MAX_WIDTH - 1)),
      value: fc.float({ noNaN: true, noDefaultInfinity: true }),
    }),
    { selector: ({ layer, unit, input }) => [layer, unit, input].join(), maxLength },
  );
}

/** Small networks of two inputs, as drawn, widened, narrowed and edited. */
export const anyRecipe: fc.Arbitrary<NetworkRecipe> = fc
  .array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 })
  .chain((outs) => {
    const layers = outs.length;
    return fc.record({
      widths: fc.constant([2, ...outs]),
      drawnWidths: fc
        .option(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: layers, maxLength: layers }))
        .map((drawn) => [2, ...(drawn ?? outs)]),
      activations: fc.array(anyActivation, { minLength: layers, maxLength: layers }),
      head: anyHead,
      initialiser: fc
        .tuple(fc.constantFrom(...INITIALISER_NAMES), positive)
        .map(([name, bound]) => ({ name, bound: name === 'uniform' ? bound : 1 })),
      seed: fc.integer({ min: 0, max: MAX_SEED }),
      edits: anyEdits(layers),
    });
  });

/** Half of them around where people look, half of them anywhere, to the last digit. */
const coordinate = fc.oneof(
  fc.bigInt({ min: -(10n ** 61n), max: 10n ** 61n }).map((x) => x - (x % 10n ** 48n)),
  fc.bigInt({ min: -(10n ** 69n), max: 10n ** 69n }),
);

const anyPlace: fc.Arbitrary<Place> = fc.tuple(coordinate, coordinate);

export const anyView: fc.Arbitrary<View> = fc
  .record({ center: anyPlace, radius: fc.double({ min: 1e-30, max: 1e10, noNaN: true }) })
  .map(clampedView);

const anyTour: fc.Arbitrary<Tour> = fc
  .uniqueArray(fc.double({ min: MIN_VIEW_WIDTH, max: MAX_VIEW_WIDTH, noNaN: true }), { minLength: 2, maxLength: 2 })
  .map((widths) => ({ from: Math.max(...widths), to: Math.min(...widths) }));

const anyColouring: fc.Arbitrary<Colouring> = fc.record({
  colormap: fc.constantFrom(...COLORMAP_NAMES),
  reversed: fc.boolean(),
  domain: fc.oneof(
    fc.constantFrom(...(['extent', 'percentiles', 'symmetric', 'from-zero'] as const)).map((kind) => ({ kind })),
    fc
      .uniqueArray(parameter, { minLength: 2, maxLength: 2 })
      .map((ends) => ({ kind: 'fixed', lo: Math.min(...ends), hi: Math.max(...ends) }) as const)
      .filter(({ lo, hi }) => domainProblem(lo, hi) === null),
  ),
  contours: fc.nat(MAX_CONTOURS),
});

const PANE_COUNT = { one: 1, two: 2, four: 4, bounds: 5, networks: 2 };

/** Every one of them can be shown. */
export const anyScene: fc.Arbitrary<Scene> = fc.constantFrom(...LAYOUTS).chain((layout) => {
  const [count, fewest] = [PANE_COUNT[layout], layout === 'networks' ? 2 : 1];
  const pane: fc.Arbitrary<Pane> = fc.record({
    network: fc.nat(1),
    quantity: anyQuantity,
    colouring: anyColouring,
    frame: fc.option(anyView),
    surface: fc.boolean(),
  });
  const angle = fc.double({ min: -7, max: 7, noNaN: true });
  return fc
    .record({
      networks: fc.array(anyRecipe, { minLength: fewest, maxLength: 2 }),
      layout: fc.constant(layout),
      panes: fc.array(pane, { minLength: count, maxLength: count }),
      active: fc.nat(count - 1),
      view: anyView,
      camera: fc
        .record({ azimuth: angle, elevation: angle, distance: fc.double({ min: 0, max: 20, noNaN: true }) })
        .map(clampedSurfaceCamera)
        .map(({ azimuth, elevation, distance }) => ({ azimuth: azimuth + 0, elevation: elevation + 0, distance })),
      resolution: fc.oneof(fc.constant('screen' as const), fc.integer({ min: MIN_RESOLUTION, max: MAX_RESOLUTION })),
      strip: fc.constantFrom(...STRIPS),
      pin: fc.option(anyPlace),
      section: fc.option(fc.tuple(anyPlace, anyPlace)),
      tour: fc.option(anyTour),
    })
    .map((scene) => {
      const fitted = scene.panes.map((p) => {
        const network = Math.min(p.network, scene.networks.length - 1);
        return { ...p, network, quantity: fittedQuantity(scene.networks[network], p.quantity) };
      });
      return { ...scene, panes: fitted };
    });
});
