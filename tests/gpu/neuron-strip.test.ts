// Accepted when every tile has the numbers and the colours of its unit's own map, for every activation, at depth and for wide networks, and
// when the strip always ends on the newest request.

import { describe, expect, it, vi } from 'vitest';
import { colourField, domainOf } from '../../src/cpu-reference/colour.ts';
import { errorBound } from '../../src/cpu-reference/error-bound.ts';
import { perturbedField } from '../../src/cpu-reference/perturbation.ts';
import { BufferScope } from '../../src/gpu/context.ts';
import { NeuronStrip } from '../../src/gpu/neuron-strip.ts';
import { readBack } from '../../src/gpu/statistics-pass.ts';
import { evaluateStrip, mapRows } from '../../src/gpu/strip-values-pass.ts';
import { ACTIVATION_NAMES } from '../../src/model/activation.ts';
import { placeOf } from '../../src/model/coordinate.ts';
import type { Grid } from '../../src/model/grid.ts';
import type { Network } from '../../src/model/network.ts';
import type { Quantity } from '../../src/model/quantity.ts';
import { type Shown, type StripRequest, type StripTile, stripColouring } from '../../src/model/strip.ts';
import { useEngine } from '../support/engine.ts';
import { heNetwork } from '../support/gpu-problems.ts';
import { outsideInterval } from '../support/interval.ts';

const gpu = useEngine();

/** Neither side is a multiple of 4, and the middle is shifted. */
const GRID: Grid = { center: placeOf([0.31, -0.4]), shift: [0.07, -0.02], step: [0.21, 0.19], width: 23, height: 18 };
const GAP = 3;
/** Entries of the colour maps, and how close to the next one a number may get another colour in f32. */
const ENTRIES = 256;
const BORDER = 0.001;

function quantityOf(show: Shown, { layer, unit }: StripTile): Quantity {
  return { kind: show === 'pre' ? 'preactivation' : 'activation', layer, neuron: unit };
}

/** The first 16 units of every layer, a layer a row; a pixel is a point. */
function requestOf(network: Network, show: Shown, grid: Grid): StripRequest {
  const tiles = network.layers.flatMap(({ fanOut }, layer) =>
    Array.from({ length: Math.min(fanOut, 16) }, (_, unit): StripTile => {
      return { layer, unit, at: [unit * (grid.width + GAP), layer * (grid.height + GAP)] };
    }),
  );
  const columns = Math.max(...network.layers.map(({ fanOut }) => Math.min(fanOut, 16)));
  const size = [columns * (grid.width + GAP), network.layers.length * (grid.height + GAP)] as const;
  return { network, show, grid, tiles, tileSize: [grid.width, grid.height], size };
}

/** A strip on a canvas that is a texture, and what it has told. */
async function openStrip([width, height]: readonly [number, number]) {
  const { device } = gpu.engine;
  const full: StripRequest[] = [];
  const quick: StripRequest[] = [];
  const errors: unknown[] = [];
  const texture = device.createTexture({
    size: [width, height],
    format: 'rgba8unorm',
    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
  });
  const canvas = { width, height, getContext: () => ({ configure: () => undefined, getCurrentTexture: () => texture }) };
  const strip = await NeuronStrip.create(gpu.engine, canvas, 'rgba8unorm', {
    onPicture: (request, isFull) => (isFull ? full : quick).push(request),
    onError: (error) => errors.push(error),
  });
  const settled = (request: StripRequest) => vi.waitFor(() => expect(full[full.length - 1]).toBe(request), { timeout: 50_000 });
  /** RGBA bytes of a tile. */
  const tilePixels = async ([x, y]: readonly [number, number], [w, h]: readonly [number, number]): Promise<Uint8Array> => {
    const scope = new BufferScope(device);
    const bytesPerRow = Math.ceil((width * 4) / 256) * 256;
    const buffer = scope.create('tests.pixels', bytesPerRow * height, GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
    const encoder = device.createCommandEncoder();
    encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow }, [width, height]);
    device.queue.submit([encoder.finish()]);
    const bytes = new Uint8Array(await readBack(device, scope, buffer, bytesPerRow * height));
    scope.destroy();
    const pixels = new Uint8Array(w * h * 4);
    for (let r = 0; r < h; r++) {
      const from = (y + r) * bytesPerRow + x * 4;
      pixels.set(bytes.subarray(from, from + w * 4), r * w * 4);
    }
    return pixels;
  };
  return { strip, full, quick, errors, settled, tilePixels };
}

/** One sentence for every tile whose colours are not those of its unit's map. */
async function colourProblems(request: StripRequest, tiles = request.tiles): Promise<string[]> {
  const { strip, settled, tilePixels } = await openStrip(request.size);
  const { network, show, grid, tileSize } = request;
  strip.show(request);
  await settled(request);
  const problems: string[] = [];
  let compared = 0;
  for (const tile of tiles) {
    const quantity = quantityOf(show, tile);
    const field = perturbedField(network, grid, quantity);
    const domain = domainOf(field, stripColouring(show).domain) ?? [0, 1];
    const expected = colourField(field, 'linear', stripColouring(show), domain);
    const pixels = await tilePixels(tile.at, tileSize);
    for (let p = 0; p < field.data.length; p++) {
      // On the border of two of the map's entries either will do.
      const entry = ((field.base - domain[0] + field.data[p]) / Math.max(domain[1] - domain[0], 1e-300)) * ENTRIES;
      const border = Math.round(entry);
      if (border > 0 && border < ENTRIES && Math.abs(entry - border) < BORDER) continue;
      const at = ((grid.height - 1 - Math.floor(p / grid.width)) * grid.width + (p % grid.width)) * 4;
      const [got, wanted] = [pixels, expected].map((bytes) => bytes.subarray(at, at + 4).join());
      if (got !== wanted) problems.push(`${JSON.stringify(quantity)}: point ${p} is ${got} instead of ${wanted}`);
      else compared++;
    }
  }
  strip.close();
  if (compared === 0) problems.push('every point lies on a border');
  return problems;
}

/** One sentence for every map that has a number outside the interval that f32 arithmetic allows. */
async function numberProblems(request: StripRequest): Promise<string[]> {
  const { grid, network, show, tiles } = request;
  const scope = new BufferScope(gpu.engine.device);
  const { maps } = await evaluateStrip(gpu.engine, scope, scope, request, grid);
  const stride = grid.width * mapRows(grid);
  const numbers = new Float32Array(await readBack(gpu.engine.device, scope, maps, tiles.length * stride * 4));
  scope.destroy();
  return tiles.flatMap((tile, map) => {
    const quantity = quantityOf(show, tile);
    const data = numbers.subarray(map * stride, map * stride + grid.width * grid.height);
    const bound = errorBound(network, grid, quantity);
    const problem = outsideInterval({ width: grid.width, height: grid.height, base: bound.base, data }, bound);
    return problem ? [`${JSON.stringify(quantity)}: ${problem}`] : [];
  });
}

describe.each(ACTIVATION_NAMES)('the tiles of a %s network', (name) => {
  const network = heNetwork([2, 9, 5, 2], name, 7);

  it.each(['pre', 'post'] as const)('have the numbers and colours of its units: %s', async (show) => {
    const request = requestOf(network, show, GRID);
    expect(await numberProblems(request)).toEqual([]);
    expect(await colourProblems(request)).toEqual([]);
  });

  it('keep both in a view 1e-9 wide', async () => {
    const deep = { ...GRID, shift: [2e-17, -3e-17], step: [1e-9 / 23, 1e-9 / 23] } as const;
    const request = requestOf(network, 'post', deep);
    expect(await numberProblems(request)).toEqual([]);
    expect(await colourProblems(request)).toEqual([]);
  });
});

describe('a strip', () => {
  it('shows some units of a network of 8 layers of 512, quickly first', async () => {
    const network = heNetwork([2, ...Array.from({ length: 8 }, () => 512), 1], 'relu', 1);
    const grid = { ...GRID, width: 64, height: 64 };
    const all = requestOf(network, 'post', grid);
    const tiles = all.tiles.filter(({ layer, unit }) => layer === 7 && unit < 3);
    const { strip, quick, errors, settled, tilePixels } = await openStrip(all.size);
    const request = { ...all, tiles };
    strip.show(request);
    await settled(request);
    expect(errors).toEqual([]);
    expect(quick).toEqual([request]);
    for (const tile of tiles) {
      const pixels = await tilePixels(tile.at, all.tileSize);
      expect(new Set(new Uint32Array(pixels.buffer)).size).toBeGreaterThan(10);
    }
    strip.close();
  });

  it('has a map of every one of 64 layers', async () => {
    const network = heNetwork([2, ...Array.from({ length: 63 }, () => 3), 1], 'tanh', 2);
    const request = requestOf(network, 'pre', { ...GRID, width: 12, height: 10 });
    expect(request.tiles.length).toBe(190);
    expect(
      await colourProblems(
        request,
        [0, 7, 100, 188, 189].map((n) => request.tiles[n]),
      ),
    ).toEqual([]);
  });

  it('enlarges maps of fewer points smoothly', async () => {
    const network = heNetwork([2, 4, 1], 'identity', 3);
    const request = requestOf(network, 'pre', { ...GRID, width: 8, height: 8 });
    const size = [200, 200] as const;
    const [tile] = request.tiles;
    const { strip, settled, tilePixels } = await openStrip(size);
    const large: StripRequest = { ...request, tiles: [{ ...tile, at: [20, 30] }], tileSize: [160, 160], size };
    strip.show(large);
    await settled(large);
    const pixels = new Uint32Array((await tilePixels([20, 30], [160, 160])).buffer);
    // A plane over 8 points has 8 levels along an axis where it is not interpolated.
    expect(new Set(pixels).size).toBeGreaterThan(40);
    strip.close();
  });

  it('leaves what lies between the tiles transparent', async () => {
    const request = requestOf(heNetwork([2, 3, 1], 'relu', 3), 'post', GRID);
    const { strip, settled, tilePixels } = await openStrip(request.size);
    strip.show(request);
    await settled(request);
    expect([...(await tilePixels([GRID.width, 0], [GAP, GRID.height]))].every((byte) => byte === 0)).toBe(true);
    expect((await tilePixels([0, 0], [1, 1]))[3]).toBe(255);
    strip.close();
  });

  it('skips what is overtaken, ends on the newest, and only moves tiles that it has', async () => {
    const network = heNetwork([2, 6, 1], 'relu', 3);
    const at = (x: number) => requestOf(network, 'pre', { ...GRID, center: placeOf([x, 0]) });
    const { strip, full, errors, settled } = await openStrip(at(0).size);
    for (let x = 0; x < 20; x++) strip.show(at(x));
    const last = at(20);
    strip.show(last);
    await settled(last);
    expect(full.length).toBeLessThan(4);
    const turn = vi.spyOn(gpu.engine.pace, 'pointsFor');
    const moved = { ...last, tiles: [{ ...last.tiles[2], at: [0, 0] as const }] };
    strip.show(moved);
    await settled(moved);
    expect(turn).not.toHaveBeenCalled();
    turn.mockRestore();
    expect(errors).toEqual([]);
    strip.close();
  });

  it('tells of a unit that there is not, and goes on', async () => {
    const request = requestOf(heNetwork([2, 3, 1], 'relu', 3), 'post', GRID);
    const { strip, errors, settled } = await openStrip(request.size);
    strip.show({ ...request, tiles: [{ layer: 1, unit: 1, at: [0, 0] }] });
    await vi.waitFor(() => expect(errors.map(String)).toEqual([expect.stringContaining('no unit 1 in layer 1')]));
    strip.show(request);
    await settled(request);
    strip.close();
  });
});
