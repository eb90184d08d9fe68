// The canvas must end on the newest picture asked for: whatever came before, failed before or is still being made.

import { describe, expect, it, vi } from 'vitest';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { BufferScope } from '../../src/gpu/context.ts';
import { GpuEngine } from '../../src/gpu/engine.ts';
import { MapView } from '../../src/gpu/map-view.ts';
import { readBack } from '../../src/gpu/statistics-pass.ts';
import { activation } from '../../src/model/activation.ts';
import { coordinateNumber, exactCoordinate, placeOf } from '../../src/model/coordinate.ts';
import { createNetwork } from '../../src/model/network.ts';
import type { Painted, PaintRequest } from '../../src/model/painting.ts';
import { INK } from '../../src/model/partition-colours.ts';
import { crossPartition } from '../formats/hand-made-partition.ts';
import { useEngine } from '../support/engine.ts';

const gpu = useEngine();
const network = specNetwork(parseSpec('2-6-1:relu'));
const quantity = { kind: 'value', output: 0 } as const;
const colouring = { colormap: 'gray', reversed: false, domain: { kind: 'extent' }, contours: 0 } as const;

function requestAt(center: number): PaintRequest {
  const grid = { center: placeOf([center, 0]), shift: [0, 0], step: [0.01, 0.01], width: 64, height: 48 } as const;
  return { network, quantity, colouring, grid, pixels: grid, camera: null };
}

/** A view on a canvas that is a texture, and what it has told. */
async function openView(engine = gpu.engine) {
  const pictures: Painted[] = [];
  const errors: unknown[] = [];
  const texture = engine.device.createTexture({
    size: [64, 48],
    format: 'rgba8unorm',
    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
  });
  const context = { configure: () => undefined, getCurrentTexture: () => texture };
  const canvas = { width: 64, height: 48, getContext: () => context };
  const view = await MapView.create(engine, canvas, 'rgba8unorm', {
    onPicture: (picture) => pictures.push(picture),
    onError: (error) => errors.push(error),
  });
  const settled = (center: number) =>
    vi.waitFor(() => expect(pictures.findLast(({ full }) => full)?.request.grid.center[0]).toBe(exactCoordinate(center)), {
      timeout: 20_000,
    });
  /** RGBA bytes of the canvas, top row first. */
  const pixels = async () => {
    const scope = new BufferScope(engine.device);
    const buffer = scope.create('pixels', 256 * 48, GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
    const encoder = engine.device.createCommandEncoder();
    encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow: 256 }, [64, 48]);
    engine.device.queue.submit([encoder.finish()]);
    const bytes = new Uint8Array(await readBack(engine.device, scope, buffer, 256 * 48));
    scope.destroy();
    return bytes;
  };
  return { view, pictures, errors, settled, pixels };
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
    const full = pictures.filter((picture) => picture.full).map(({ request }) => coordinateNumber(request.grid.center[0]));
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

  it('draws a field of several bands as it draws one', async () => {
    const whole = await openView();
    const cut = await openView(new GpuEngine(gpu.engine.device, 64 * 4 * 9));
    for (const { view, settled } of [whole, cut]) {
      view.show(requestAt(0));
      await settled(0);
    }
    expect(await cut.pixels()).toEqual(await whole.pixels());
  });

  it('lays edges over maps, where they are in each view, until there are none', async () => {
    const { view, settled, pixels, errors } = await openView();
    const isInk = (row: Uint8Array) => (x: number) => INK.every((c, i) => Math.abs(row[4 * x + i] - c) < 2);
    /** The columns that the upright edge at x1 = 0 covers, in a row far from the other. */
    const inked = async () => {
      const row = (await pixels()).subarray(256 * 20, 256 * 21);
      return Array.from({ length: 64 }, (_, x) => x).filter(isInk(row));
    };
    view.show(requestAt(0));
    await settled(0);
    const without = await pixels();
    const edges = { partition: crossPartition(), cells: null, edges: 'plain', width: 2 } as const;
    await view.showRegions(edges);
    await vi.waitFor(async () => expect(await inked()).toEqual([31, 32]));
    // In the first drawing of the view that has moved.
    view.show(requestAt(0.1));
    await vi.waitFor(async () => expect(await inked()).toEqual([21, 22]), { interval: 1 });
    await settled(0.1);
    expect(await inked()).toEqual([21, 22]);
    // While others are on their way they stay over whatever comes.
    view.show({ ...requestAt(0), network: specNetwork(parseSpec('2-5-1:relu')) });
    await settled(0);
    expect(await inked()).toEqual([31, 32]);
    view.show(requestAt(0.1));
    await settled(0.1);
    expect(await inked()).toEqual([21, 22]);
    const dropped = view.showRegions({
      ...edges,
      partition: { ...edges.partition, domain: { ...edges.partition.domain, center: placeOf([0.2, 0]) } },
    });
    await view.showRegions(null);
    await dropped;
    view.show(requestAt(0));
    await settled(0);
    await vi.waitFor(async () => expect(await pixels()).toEqual(without));
    expect(errors).toEqual([]);
  });

  it('averages the colours of a field that is finer than the picture', async () => {
    const { view, settled, pixels } = await openView();
    const request = requestAt(0);
    // An edge half-way through column 32: one unit, whose pattern changes at x1 = 0.
    const layer = { fanIn: 2, fanOut: 1, bias: Float32Array.of(0), activation: activation('step') };
    const edge = createNetwork([{ ...layer, weight: Float32Array.of(1, 0) }]);
    const pixelGrid = { ...request.pixels, center: placeOf([0.005, 0]) } as const;
    const grid = { ...pixelGrid, step: [0.0025, 0.0025], width: 256, height: 192 } as const;
    view.show({ ...request, network: edge, grid, pixels: pixelGrid });
    await settled(0.005);
    const row = (await pixels()).subarray(256 * 20, 256 * 21);
    expect([30, 31, 32].map((x) => row[4 * x])).toEqual([0, 128, 255]);
  });
});
