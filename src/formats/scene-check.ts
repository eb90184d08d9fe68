// Whether the parts of a scene fit each other: what holds for every scene that a link makes.
import { domainProblem } from '../model/colouring.ts';
import { FormatError } from '../model/errors.ts';
import { BOUNDS_ROW } from '../model/layout.ts';
import type { Layout, Scene } from '../model/scene.ts';
import { fittedQuantity } from '../model/subject.ts';
import { formatQuantity } from './quantity.ts';

const PANES: Readonly<Record<Layout, number>> = { one: 1, two: 2, four: 4, bounds: BOUNDS_ROW.length, networks: 2 };

/** Throws FormatError for counts that are not the layout's and for what the networks do not have. */
export function checkScene({ networks, layout, panes, active }: Scene): void {
  if (layout === 'networks' && networks.length !== 2)
    throw new FormatError(`The layout networks has 2 in "net", and the link has ${networks.length}.`);
  if (panes.length !== PANES[layout])
    throw new FormatError(`The layout ${layout} has ${PANES[layout]} panes, and the link has ${panes.length}.`);
  if (!(active in panes)) throw new FormatError(`The active pane is ${active}; they count from 0 to ${panes.length - 1}.`);
  panes.forEach(({ network, quantity, colouring: { domain } }, i) => {
    const recipe = networks[network];
    if (recipe === undefined) throw new FormatError(`Pane ${i} shows network B, but there is one network only.`);
    const problem = domain.kind === 'fixed' ? domainProblem(domain.lo, domain.hi) : null;
    if (problem !== null) throw new FormatError(problem);
    if (fittedQuantity(recipe, quantity) !== quantity)
      throw new FormatError(
        `Pane ${i} shows ${formatQuantity(quantity)}, which the network ${recipe.widths.join('-')} with the head ${recipe.head.name} does not have.`,
      );
  });
}
