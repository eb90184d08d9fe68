// The words of the panel.
import { subscript } from '../digits.ts';

const x = (axis: 0 | 1) => `x${subscript(axis + 1)}`;

export const panelText = {
  title: 'Controls',
  network: (name: string | null) => (name === null ? 'Network' : `Network ${name}`),
  compare: '20 units | 4 × 5 units',
  hiddenLayers: 'hidden layers',
  width: (layer: number) => `width of layer ${layer}`,
  outputs: 'outputs',
  activation: 'activation',
  noHiddenLayer: 'no hidden layer',
  leakySlope: 'leaky slope',
  activationByLayer: 'activation by layer',
  layer: (layer: number) => `layer ${layer}`,
  outputLayer: 'output layer',
  head: 'head',
  lambda: 'λ',
  initialiser: 'initialiser',
  bound: 'bound',
  seed: 'seed',
  reroll: 're-roll',
  quantity: 'Quantity',
  shown: 'shown',
  output: 'output',
  class: 'class',
  per: 'per',
  perInput: 'unit of input',
  perIndex: 'index, as NumPy',
  allHiddenLayers: 'all hidden layers',
  allLayers: 'all layers',
  layerRow: 'layer',
  unit: 'unit',
  view: 'View',
  presets: 'Bounds around the origin',
  plusMinus: '± bound',
  center: (axis: 0 | 1) => `centre ${x(axis)}`,
  from: (axis: 0 | 1) => `${x(axis)} from`,
  to: (axis: 0 | 1) => `${x(axis)} to`,
  resolution: 'resolution',
  resolutions: { screen: 'the screen’s', 500: '500²', 2048: '2048²', 4096: '4096²', custom: 'custom' },
  points: 'points a side',
  fit: 'fit structure',
  reset: 'reset view',
  inertia: 'glide',
  resetAll: 'reset everything',
  colours: 'Colours',
  colormap: 'colour map',
  reversed: 'reversed',
  domain: 'domain',
  domains: {
    extent: 'smallest to largest',
    percentiles: '1st to 99th percentile',
    symmetric: 'symmetric about 0',
    fixed: 'by hand',
  },
  low: 'from',
  high: 'to',
  contours: 'contours',
  section: 'Cross-section',
  sectionRow: (axis: 0 | 1) => `along ${x(axis)}`,
  sectionClear: 'remove',
  weights: 'Weights and biases',
  weightsOf: (layer: number, units: number, inputs: number) =>
    `layer ${layer}: ${units} × ${inputs} weights, ${units} ${units === 1 ? 'bias' : 'biases'}`,
  inputsBy: (rows: number) => `inputs, by ${rows}`,
  weight: (unit: number, input: number) => `weight ${unit}, ${input}`,
  bias: (unit: number) => `bias ${unit}`,
  /** What was typed into a row was too much or too little, or no whole number. */
  nearest: (row: string, typed: string, least: number, most: number, taken: number) =>
    `${row} is a whole number from ${least} to ${most}: for ${typed} it is ${taken} now.`,
  notBetween: (row: string, value: number, above: number, most: number) =>
    `${row} cannot be ${value}: it must be above ${above} and at most ${most}.`,
  notFinite: (row: string, value: number) => `${row} cannot be ${value}: it must be finite in f32, at most 3.4028235e38 in size.`,
  noCoordinate: (row: string, typed: string) => `${row} cannot be “${typed}”: write a decimal number, such as -2.5 or 1e-5.`,
  noView: (row: string, typed: string | number, width: number, narrowest: number) =>
    `${row} cannot be ${typed}: views lie within ±${width}, and are at most ${width} wide and at least ${narrowest}.`,
  editsGone: (count: number) =>
    count === 1
      ? 'One number set by hand went with its layer; undo brings it back.'
      : `${count} numbers set by hand went with their layers; undo brings them back.`,
} as const;
