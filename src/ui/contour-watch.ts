// Finds the contour labels of every full picture, on a coarse field of the same picture.

import { scaleOf } from '../model/colouring.ts';
import type { Field } from '../model/field.ts';
import type { Painted, PaintRequest } from '../model/painting.ts';
import { sameGrid } from '../model/painting.ts';
import { RULERS } from './axes.ts';
import { type ContourLabel, contourLabels, type LabelRoom } from './contour-labels.ts';
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
    const { left, bottom } = RULERS[density(panes()[index])];
    const { clientWidth, clientHeight } = panes()[index].map;
    const labels = await findLabels(picture, { width: clientWidth, height: clientHeight, left, bottom }, sample);
    if (asked[index] !== picture) return;
    found[index] = { picture, labels };
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

/** The labels of a picture's contours; none where nothing can evaluate them. */
export async function findLabels(
  { request, domain }: Pick<Painted, 'request' | 'domain'>,
  room: LabelRoom,
  sample: Sample,
): Promise<readonly ContourLabel[]> {
  if (!hasContours(request) || !domain) return [];
  const { pixels, network, quantity, colouring } = request;
  const n = Math.max(1, Math.max(pixels.width, pixels.height) / POINTS);
  const [width, height] = [Math.max(2, Math.round(pixels.width / n)), Math.max(2, Math.round(pixels.height / n))];
  const step = [(pixels.step[0] * pixels.width) / width, (pixels.step[1] * pixels.height) / height] as const;
  const grid = { center: pixels.center, shift: pixels.shift, step, width, height };
  // A picture that cannot be made again says so itself; labels are an addition.
  const field = await sample({ network, quantity, grid }).catch(() => null);
  return field ? contourLabels(field, domain, colouring.contours, room) : [];
}

function hasContours({ colouring, quantity, camera }: PaintRequest): boolean {
  return colouring.contours > 0 && scaleOf(quantity) === 'linear' && !camera;
}
