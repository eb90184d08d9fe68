// What is seen, in words: the quantity, the network and the view.
import { formatActivationList, shortActivationList } from '../formats/activation-list.ts';
import { formatInitialiser } from '../formats/spec.ts';
import { outputCount } from '../model/network.ts';
import type { Component, Quantity } from '../model/quantity.ts';
import { type NetworkRecipe, recipeNetwork } from '../model/recipe.ts';
import type { View } from '../model/scene.ts';
import { coordinateText, numberText, subscript } from './digits.ts';

const X1 = `x${subscript(1)}`;
const X2 = `x${subscript(2)}`;

/** Such as "∂y/∂x₂, finite difference". */
export function quantityWords(recipe: NetworkRecipe, quantity: Quantity): string {
  switch (quantity.kind) {
    case 'value':
      return `Value of ${outputWords(recipe, quantity.output)}`;
    case 'fd':
      return `${derivative(recipe, quantity)}, finite difference${quantity.spacing === 'index' ? ' per index' : ''}`;
    case 'grad':
      return quantity.component === 'direction'
        ? `Direction of the gradient of ${outputWords(recipe, quantity.output)}`
        : `${derivative(recipe, { component: quantity.component, output: quantity.output })}, exact derivative`;
    case 'error':
      return `${derivative(recipe, quantity)}, finite difference minus exact derivative`;
    case 'probability':
      return `Probability of class ${quantity.output}`;
    case 'argmax':
      return 'Class with the largest output';
    case 'pattern':
      return `Activation pattern of ${quantity.layer === null ? 'all hidden layers' : `layer ${quantity.layer}`}`;
    case 'preactivation':
      return `Pre-activation of unit ${quantity.neuron} in layer ${quantity.layer}`;
  }
}

/** What output k is called: y where there is one, and behind a head, what the head makes of it. */
export function outputWords(recipe: NetworkRecipe, output: number): string {
  const { name } = recipe.head;
  if (name === 'log-sum-exp') return 'LSE(y)';
  if (name === 'max') return 'max y';
  const index = outputCount(recipeNetwork(recipe)) > 1 ? subscript(output) : '';
  return name === 'softmax' ? `softmax(y)${index}` : name === 'one-hot' ? `onehot(y)${index}` : `y${index}`;
}

function derivative(recipe: NetworkRecipe, { component, output }: { component: Component; output: number }): string {
  const y = outputWords(recipe, output);
  return component === 'norm' ? `Gradient norm of ${y}` : `∂${y}/∂${component === 'x1' ? X1 : X2}`;
}

/** Such as "2-20-1 relu, torch, seed 0". */
export function networkWords({ widths, activations, initialiser, seed, head, edits }: NetworkRecipe): string {
  const list = formatActivationList(shortActivationList(activations));
  const parts = [`${widths.join('-')} ${list}`, `${formatInitialiser(initialiser)}, seed ${seed}`];
  if (head.name === 'softmax' || head.name === 'log-sum-exp') parts.splice(1, 0, `${head.name}, λ = ${head.scale}`);
  else if (head.name !== 'none') parts.splice(1, 0, head.name);
  if (edits.length > 0) parts.push(`${edits.length} ${edits.length === 1 ? 'number' : 'numbers'} set by hand`);
  return parts.join(' · ');
}

/** Such as "±5 around (0, 0)". */
export function viewWords({ center, radius }: View): string {
  const around =
    center[0] === 0 && center[1] === 0 ? '' : ` around (${center.map((x) => coordinateText(x, radius / 50)).join(', ')})`;
  return `±${boundText(radius)}${around}`;
}

function boundText(radius: number): string {
  const whole = Number.isInteger(radius) && radius < 1e6;
  return whole ? `${radius}` : numberText(radius, radius / 500);
}
