// Draws a whole field into RGBA bytes, strip by strip within the adapter's texture limits.
import { GpuError } from '../model/errors.ts';
import type { ColourPass } from './colour-pass.ts';
import { BufferScope } from './context.ts';
import type { Band, GpuField } from './gpu-field.ts';
import type { ColourRule } from './palette.ts';
import { readBack } from './statistics-pass.ts';

/** What the strips are drawn in: bytes in the order of PNG and ImageData. */
export const PICTURE_FORMAT = 'rgba8unorm';

/** Pixels drawn and copied to the CPU at a time: under 100 ms even on a software adapter. */
const STRIP_PIXELS = 2 ** 20;

/** RGBA bytes, [height × width × 4], one pixel a point, top row = largest x2. Throws GpuError for rows longer than a texture may be. */
export async function drawField(pass: ColourPass, field: GpuField, rule: ColourRule): Promise<Uint8Array> {
  const { width, height } = field;
  const limit = pass.device.limits.maxTextureDimension2D;
  if (width > limit)
    throw new GpuError(`The picture is ${width} pixels wide; this adapter draws at most ${limit}: ask for fewer.`);
  const stripRows = Math.max(1, Math.floor(STRIP_PIXELS / width));
  const pixels = new Uint8Array(width * height * 4);
  for (const band of field.bands) {
    const end = band.ownFirstRow + band.ownRows;
    for (let row = band.ownFirstRow; row < end; row += stripRows) {
      const rows = Math.min(stripRows, end - row);
      pixels.set(await drawStrip(pass, band, width, row, rows, rule), (height - row - rows) * width * 4);
    }
  }
  return pixels;
}

/** The grid rows [row, row + rows) of a band, the last on top. */
async function drawStrip(pass: ColourPass, band: Band, width: number, row: number, rows: number, rule: ColourRule) {
  const { device } = pass;
  const scope = new BufferScope(device);
  const texture = device.createTexture({
    label: 'Picture.strip',
    size: [width, rows],
    format: PICTURE_FORMAT,
    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
  });
  try {
    // Copies from textures need rows of whole 256 bytes.
    const bytesPerRow = Math.ceil((width * 4) / 256) * 256;
    const packed = await scope.allocate('Picture.pixels', bytesPerRow * rows, GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
    const encoder = device.createCommandEncoder({ label: 'Picture.strip' });
    const picture = {
      ...rule,
      pixelScale: [1, -1],
      pixelOffset: [0, row - band.firstRow + rows],
      interpolate: false,
      average: false,
    } as const;
    pass.record(encoder, scope, texture.createView(), band, width, picture);
    encoder.copyTextureToBuffer({ texture }, { buffer: packed, bytesPerRow }, [width, rows]);
    device.queue.submit([encoder.finish()]);
    const padded = new Uint8Array(await readBack(device, scope, packed, bytesPerRow * rows));
    const pixels = new Uint8Array(width * rows * 4);
    for (let r = 0; r < rows; r++) pixels.set(padded.subarray(r * bytesPerRow, r * bytesPerRow + width * 4), r * width * 4);
    return pixels;
  } finally {
    texture.destroy();
    scope.destroy();
  }
}
