// What the probe's card says of a reading, line by line.
import { outputCount } from '../model/network.ts';
import { isDifference, type Quantity } from '../model/quantity.ts';
import type { LayerPattern, Reading } from '../model/reading.ts';
import { recipeNetwork } from '../model/recipe.ts';
import type { Subject } from '../model/subject.ts';
import { outputWords } from './describe.ts';
import { numberText, subscript } from './digits.ts';
import { probeText as text } from './text/probe.ts';

/** Outputs, units of a layer and layers beyond these are counted and not shown. */
const MOST_OUTPUTS = 6;
const MOST_UNITS = 32;
const MOST_LAYERS = 6;

/** A derivative is given to this part of itself, and counts as near another one to that. */
const SLOPE_DIGITS = 1e-5;
const NEAR = 0.01;

/** Roundings of f64 a layer that a value may be off by, of its own size and of what its slope makes of the place's. */
const ROUNDINGS = 8;
const ROUNDING = 2 ** -53;

export interface ProbeContent {
  readonly reading: Reading;
  readonly subject: Pick<Subject, 'recipe' | 'quantity'>;
  /** x1 and x2 with as many digits as the depth needs. */
  readonly coordinates: readonly [string, string];
  /** A pixel's size in input units. */
  readonly step: number;
}

export interface NumberRow {
  readonly name: string;
  readonly text: string;
  /** The number in full, for whoever reads the page by machine. */
  readonly value: number;
  /** Whether the map is about it. */
  readonly mapped: boolean;
}

export interface SlopeRow {
  readonly name: string;
  readonly exact: { readonly text: string; readonly value: number };
  /** `agreeing` characters of its text are those of the exact one. */
  readonly finite: { readonly text: string; readonly value: number; readonly agreeing: number };
  readonly agreement: 'same' | 'near' | 'different';
}

export interface PatternRow {
  readonly name: string;
  /** For each unit that is shown its piece, 0 for the lowest to 1 for the highest. */
  readonly shares: readonly number[];
  /** Whether there are more units than are shown. */
  readonly cut: boolean;
  /** Such as "5/12", or the number of units where active means nothing. */
  readonly count: string;
  readonly aloud: string;
}

export interface ProbeRows {
  readonly numbers: readonly NumberRow[];
  readonly moreOutputs: number;
  readonly slopes: readonly SlopeRow[];
  readonly shown: NumberRow | null;
  readonly pattern: readonly PatternRow[];
  readonly moreLayers: number;
}

export function probeRows(content: ProbeContent): ProbeRows {
  const { reading, coordinates } = content;
  const place = coordinates.map((words, n) => row(`x${subscript(n + 1)}`, reading.point[n], words));
  const outputs = shownOutputs(content);
  const { gradient, finite, shown, value } = reading;
  const hasOwnName = !isOutput(content.subject.quantity);
  return {
    numbers: [...place, ...outputs, ...(hasOwnName ? [valueRow(content)] : [])],
    moreOutputs: reading.outputs.length - outputs.length,
    slopes: gradient && finite ? ([0, 1] as const).map((axis) => slopeRow(axis, gradient, finite)) : [],
    shown:
      shown !== null && shown !== value ? row(text.onTheMap, shown, numberText(shown, Math.abs(shown) * SLOPE_DIGITS)) : null,
    pattern: reading.pattern.slice(0, MOST_LAYERS).map(patternRow),
    moreLayers: Math.max(reading.pattern.length - MOST_LAYERS, 0),
  };
}

function row(name: string, value: number, words: string, mapped = false): NumberRow {
  return { name, text: words, value, mapped };
}

/** Whether a map of it is about an output behind the head. */
function isOutput(quantity: Quantity): boolean {
  return isDifference(quantity) || ['value', 'grad', 'pattern', 'crease', 'crease-layer'].includes(quantity.kind);
}

/** The first outputs, and among them always the one that the map is about. */
function shownOutputs(content: ProbeContent): NumberRow[] {
  const { reading, subject } = content;
  const { recipe, quantity } = subject;
  const count = outputCount(recipeNetwork(recipe));
  const mapped = isOutput(quantity) ? ('output' in quantity ? quantity.output : 0) : null;
  const indices = Array.from({ length: Math.min(count, MOST_OUTPUTS) }, (_, k) => k);
  if (mapped !== null && mapped >= MOST_OUTPUTS) indices[MOST_OUTPUTS - 1] = mapped;
  return indices.map((k) => {
    const value = reading.outputs[k];
    return row(outputWords(recipe, k), value, valueText(content, value, k === mapped), k === mapped && count > 1);
  });
}

function valueRow(content: ProbeContent): NumberRow {
  const { reading, subject } = content;
  const name = ownName(subject.quantity);
  if (subject.quantity.kind === 'argmax') return row(name, reading.value, `${reading.value}`, true);
  return row(name, reading.value, valueText(content, reading.value, true), true);
}

function ownName(quantity: Quantity): string {
  switch (quantity.kind) {
    case 'probability':
      return text.probability(subscript(quantity.output));
    case 'preactivation':
      return text.preactivation(quantity.layer, quantity.neuron);
    case 'activation':
      return text.activation(quantity.layer, quantity.neuron);
    default:
      return text.class;
  }
}

/** The map's own number has the digits that change from this pixel to the next, as far as f64 is sure of them. */
function valueText({ reading, subject, step }: ProbeContent, value: number, mapped: boolean): string {
  const { gradient, point } = reading;
  if (!mapped || !gradient) return numberText(value, Math.abs(value) * SLOPE_DIGITS);
  const slope = Math.hypot(...gradient);
  const { layers } = recipeNetwork(subject.recipe);
  const error = ROUNDINGS * layers.length * ROUNDING * (Math.abs(value) + slope * Math.hypot(...point));
  // A unit of the last digit is a tenth of the resolution at least.
  return numberText(value, Math.max(Math.min(slope * step || Infinity, Math.abs(value) * SLOPE_DIGITS), 10 * error));
}

type Pair = readonly [number, number];

function slopeRow(axis: 0 | 1, gradient: Pair, differences: Pair): SlopeRow {
  const [exact, finite] = [gradient[axis], differences[axis]];
  const resolution = Math.max(Math.abs(exact), Math.abs(finite)) * SLOPE_DIGITS;
  const texts = [numberText(exact, resolution), numberText(finite, resolution)];
  const first = [...texts[1]].findIndex((character, i) => character !== texts[0][i]);
  const agreeing = texts[0].length !== texts[1].length ? Math.max(first, 0) : first < 0 ? texts[1].length : first;
  // One component may vanish where the other is large: what is near is measured by both.
  const near = Math.abs(exact - finite) <= NEAR * Math.max(Math.hypot(...gradient), Math.hypot(...differences));
  return {
    name: text.slope(`x${subscript(axis + 1)}`),
    exact: { text: texts[0], value: exact },
    finite: { text: texts[1], value: finite, agreeing },
    agreement: texts[0] === texts[1] ? 'same' : near ? 'near' : 'different',
  };
}

function patternRow({ pieces, units }: LayerPattern, layer: number): PatternRow {
  const shown = units.slice(0, MOST_UNITS);
  const cut = shown.length < units.length;
  const digits = shown.join('');
  const common = { name: text.layer(layer), shares: shown.map((piece) => piece / Math.max(1, pieces - 1)), cut };
  if (pieces !== 2)
    return { ...common, count: text.units(units.length), aloud: text.piecesAloud(layer, units.length, digits, cut) };
  const active = units.filter((piece) => piece > 0).length;
  return {
    ...common,
    count: text.active(active, units.length),
    aloud: text.layerAloud(layer, active, units.length, digits, cut),
  };
}
