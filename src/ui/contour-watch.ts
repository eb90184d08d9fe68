// Finds the contour labels of every full picture, on a coarse field of the same picture.

import { scaleOf } from '../model/colouring.ts';
import type { Field } from '../model/field.ts';
import type { Painted, PaintRequest } from '../model/painting.ts';
import { sameGrid } from '../model/painting.ts';
import { RULERS } from './axes.ts';
import { type ContourLabel, contourLabels } from './contour-labels.ts';
import type { Pane } from './pane.ts';
import type { Status } from './status.ts';
import type { Store } from './store.ts';

/** Points along the longer side of the coarse field. */
const POINTS = 128;

/** Evaluates a quantity over another grid than a picture's; null where nothing can. */
export type Sample = (request: Pick<PaintRequest, 'network' | 'quantity' | 'grid'>) => Promise<Field | null>;

/** The labels of a pane's picture; none while it moves or has no contours. */
export type LabelsOf = (index: number, request: PaintRequest) => readonly ContourLabel[];

interface Found {
  readonly picture: Painted;
  readonly labels: readonly ContourLabel[];
}

export interface ContourSources {
  readonly status: Store<Status>;
  readonly panes: () => readonly Pane[];
  readonly density: (pane: Pane) => keyof typeof RULERS;
  readonly sample: Sample;
  readonly onLabels: () => void;
}

export function watchContours({ status, panes, density, sample, onLabels }: ContourSources): LabelsOf {
  const found: (Found | undefined)[] = [];
  const asked: (Painted | undefined)[] = [];
  status.watch(({ pictures }) => {
    for (const [index, picture] of pictures.entries()) {
      if (!picture?.full || picture === asked[index] || !hasContours(picture.request)) continue;
      asked[index] = picture;
      void find(index, picture);
    }
  });

  async function find(index: number, picture: Painted): Promise<void> {
    const { request, domain } = picture;
    const { pixels, network, quantity, colouring } = request;
    const n = Math.max(1, Math.max(pixels.width, pixels.height) / POINTS);
    const [width, height] = [Math.max(2, Math.round(pixels.width / n)), Math.max(2, Math.round(pixels.height / n))];
    const step = [(pixels.step[0] * pixels.width) / width, (pixels.step[1] * pixels.height) / height] as const;
    const grid = { center: pixels.center, shift: pixels.shift, step, width, height };
    // A picture that cannot be made again says so itself; labels are an addition.
    const field = await sample({ network, quantity, grid }).catch(() => null);
    const pane = panes()[index];
    if (!field || !domain || !pane || asked[index] !== picture) return;
    const { left, bottom } = RULERS[density(pane)];
    const room = { width: pane.map.clientWidth, height: pane.map.clientHeight, left, bottom };
    found[index] = { picture, labels: contourLabels(field, domain, colouring.contours, room) };
    onLabels();
  }

  return (index, request) => {
    const known = found[index];
    if (!known || !hasContours(request)) return [];
    const { request: of } = known.picture;
    const same = of.network === request.network && of.quantity === request.quantity && of.colouring === request.colouring;
    return same && sameGrid(of.pixels, request.pixels) ? known.labels : [];
  };
}

function hasContours({ colouring, quantity, camera }: PaintRequest): boolean {
  return colouring.contours > 0 && scaleOf(quantity) === 'linear' && !camera;
}
