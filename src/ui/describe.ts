// What is seen, in words: the quantity, the network and the view.
import { formatActivationList, shortActivationList } from '../formats/activation-list.ts';
import { formatInitialiser } from '../formats/spec.ts';
import { outputCount } from '../model/network.ts';
import type { Component, Quantity } from '../model/quantity.ts';
import { type NetworkRecipe, recipeNetwork } from '../model/recipe.ts';
import type { Subject } from '../model/subject.ts';
import type { View } from '../model/view.ts';
import { coordinateText, numberText, subscript } from './digits.ts';
import { quantityText as text } from './text/quantity.ts';

const X1 = `x${subscript(1)}`;
const X2 = `x${subscript(2)}`;

/** Such as "∂y/∂x₂, finite difference". */
export function quantityWords(recipe: NetworkRecipe, quantity: Quantity): string {
  const y = outputWords(recipe, 'output' in quantity ? quantity.output : 0);
  switch (quantity.kind) {
    case 'value':
      return text.value(y);
    case 'fd':
      return text.finite(derivative(y, quantity.component), quantity.spacing === 'index');
    case 'grad':
      return quantity.component === 'direction' ? text.direction(y) : text.exact(derivative(y, quantity.component));
    case 'error':
      return text.error(derivative(y, quantity.component));
    case 'hessian':
      return text.hessian(y);
    case 'probability':
      return text.probability(quantity.output);
    case 'argmax':
      return text.argmax;
    case 'pattern':
      return text.pattern(quantity.layer);
    case 'crease':
      return text.crease(quantity.layer);
    case 'crease-layer':
      return text.creaseLayers;
    case 'preactivation':
      return text.preactivation(quantity.layer, quantity.neuron);
    case 'activation':
      return text.activation(quantity.layer, quantity.neuron);
  }
}

/** The same as a formula, such as "∂y/∂x₂", or in a word or two. */
export function quantitySymbol(recipe: NetworkRecipe, quantity: Quantity): string {
  const y = outputWords(recipe, 'output' in quantity ? quantity.output : 0);
  switch (quantity.kind) {
    case 'value':
      return y;
    case 'fd':
    case 'grad':
      return quantity.component === 'direction' ? text.angle(y) : slopeSymbol(y, quantity.component);
    case 'error':
      return text.difference(slopeSymbol(y, quantity.component));
    case 'hessian':
      return `|∇²${y}|`;
    case 'probability':
      return `p${subscript(quantity.output)}`;
    case 'argmax':
      return text.class;
    case 'pattern':
      return text.patternShort(quantity.layer);
    case 'crease':
      return text.creaseShort(quantity.layer);
    case 'crease-layer':
      return text.creaseLayersShort;
    case 'preactivation':
      return `z${subscript(quantity.neuron)}`;
    case 'activation':
      return `f(z${subscript(quantity.neuron)})`;
  }
}

function slopeSymbol(y: string, component: Component): string {
  return component === 'norm' ? `|∇${y}|` : derivative(y, component);
}

/** What output k is called: y where there is one, and behind a head, what the head makes of it. */
export function outputWords(recipe: NetworkRecipe, output: number): string {
  const { name } = recipe.head;
  if (name === 'log-sum-exp') return 'LSE(y)';
  if (name === 'max') return 'max y';
  const index = outputCount(recipeNetwork(recipe)) > 1 ? subscript(output) : '';
  return name === 'softmax' ? `softmax(y)${index}` : name === 'one-hot' ? `onehot(y)${index}` : `y${index}`;
}

function derivative(y: string, component: Component): string {
  return component === 'norm' ? text.norm(y) : text.derivative(y, component === 'x1' ? X1 : X2);
}

/** Of more activations the first two are named. */
const MOST_NAMES = 6;

/** Such as "2-20-1 relu, torch, seed 0". */
export function networkWords({ widths, activations, initialiser, seed, head, edits }: NetworkRecipe): string {
  const names = formatActivationList(shortActivationList(activations)).split(',');
  const list = names.length > MOST_NAMES ? `${names.slice(0, 2).join()},…` : names.join();
  const parts = [`${shapeWords(widths)} ${list}`, text.seed(formatInitialiser(initialiser), seed)];
  if (head.name === 'softmax' || head.name === 'log-sum-exp') parts.splice(1, 0, `${head.name}, λ = ${head.scale}`);
  else if (head.name !== 'none') parts.splice(1, 0, head.name);
  if (edits.length > 0) parts.push(text.edits(edits.length));
  return parts.join(' · ');
}

/** Such as "2-20-1", and "2-8×40-1" where more than four widths in a row are the same. */
function shapeWords(widths: readonly number[]): string {
  return widths.join('-').replace(/\b(\d+)(-\1\b){4,}/g, (run, width) => `${width}×${run.split('-').length}`);
}

/** Such as "±5 around (0, 0)". */
export function viewWords(view: View): string {
  const { center, radius } = view;
  const isOrigin = center[0] === 0n && center[1] === 0n;
  const around = isOrigin ? null : center.map((x) => coordinateText(x, radius / 50));
  return text.around(boundText(radius), around?.join(', ') ?? null);
}

function boundText(radius: number): string {
  const whole = Number.isInteger(radius) && radius < 1e6;
  return whole ? `${radius}` : numberText(radius, radius / 500);
}

/** A pane's title and what stands below it; `own` for a pane whose view is its own, and what tells it from the others. */
export function subjectWords({ recipe, quantity, view }: Subject, own = false): { title: string; details: string } {
  const parts = [networkWords(recipe), viewWords(view)];
  return { title: quantityWords(recipe, quantity), details: (own ? parts.toReversed() : parts).join(' · ') };
}
