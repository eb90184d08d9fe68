// The canvas must end on the newest picture asked for: whatever came before, failed before or is still being made.
import { describe, expect, it, vi } from 'vitest';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { MapView } from '../../src/gpu/map-view.ts';
import type { Painted, PaintRequest } from '../../src/model/painting.ts';
import { useEngine } from '../support/engine.ts';

const gpu = useEngine();
const network = specNetwork(parseSpec('2-6-1:relu'));
const quantity = { kind: 'value', output: 0 } as const;
const colouring = { colormap: 'gray', reversed: false, domain: { kind: 'extent' }, contours: 0 } as const;

function requestAt(center: number): PaintRequest {
  const grid = { center: [center, 0], shift: [0, 0], step: [0.01, 0.01], width: 64, height: 48 } as const;
  return { network, quantity, colouring, grid, pixels: grid, camera: null };
}

/** A view on a canvas that is a texture, and what it has told. */
async function openView() {
  const pictures: Painted[] = [];
  const errors: unknown[] = [];
  const texture = gpu.engine.device.createTexture({
    size: [64, 48],
    format: 'rgba8unorm',
    usage: GPUTextureUsage.RENDER_ATTACHMENT,
  });
  const context = { configure: () => undefined, getCurrentTexture: () => texture };
  const canvas = { width: 64, height: 48, getContext: () => context };
  const view = await MapView.create(gpu.engine, canvas, 'rgba8unorm', {
    onPicture: (picture) => pictures.push(picture),
    onError: (error) => errors.push(error),
  });
  const settled = (center: number) =>
    vi.waitFor(() => expect(pictures.findLast(({ full }) => full)?.request.grid.center[0]).toBe(center), { timeout: 20_000 });
  return { view, pictures, errors, settled };
}

describe('a map view', () => {
  it('shows a coarse picture of unknown work first, then the full one', async () => {
    const { view, pictures, settled } = await openView();
    view.show(requestAt(0));
    await settled(0);
    expect(pictures.map(({ full }) => full)).toEqual([false, true]);
    expect(pictures[1].points).toBe(64 * 48);
  });

  it('skips what is overtaken and ends on the newest', async () => {
    const { view, pictures, settled } = await openView();
    for (let center = 1; center <= 20; center++) view.show(requestAt(center));
    await settled(20);
    const full = pictures.filter((picture) => picture.full).map(({ request }) => request.grid.center[0]);
    expect(full.length).toBeLessThan(4);
  });

  it('re-colours the field that is there without evaluating again', async () => {
    const { view, pictures, settled } = await openView();
    view.show(requestAt(3));
    await settled(3);
    const makeField = vi.spyOn(gpu.engine, 'makeField');
    view.show({ ...requestAt(3), colouring: { ...colouring, colormap: 'viridis' } });
    await vi.waitFor(() => expect(pictures[pictures.length - 1].request.colouring.colormap).toBe('viridis'));
    expect(makeField).not.toHaveBeenCalled();
    makeField.mockRestore();
  });

  it('goes on to the newest after an older one has failed', async () => {
    const { view, errors, settled } = await openView();
    const makeField = vi.spyOn(gpu.engine, 'makeField').mockImplementationOnce(async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      throw new Error('no memory');
    });
    view.show(requestAt(1));
    await vi.waitFor(() => expect(makeField).toHaveBeenCalled());
    view.show(requestAt(2));
    await settled(2);
    expect(errors.map(String)).toEqual(['Error: no memory']);
    makeField.mockRestore();
  });
});
