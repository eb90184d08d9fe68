// Draws a layer over a plain ground on a GPU, and reads its pixels.
import { BufferScope } from '../../src/gpu/context.ts';
import { readBack } from '../../src/gpu/statistics-pass.ts';
import type { Grid } from '../../src/model/grid.ts';
import type { Rgb } from '../../src/model/partition-colours.ts';

export const BACKGROUND: Rgb = [51, 102, 153];
/** What layers in tests draw on. */
export const FORMAT: GPUTextureFormat = 'rgba8unorm';

/** Records drawing over what is on the target. */
type Recorded = (encoder: GPUCommandEncoder, scope: BufferScope, target: GPUTextureView) => void;

/** RGBA bytes of the pixel whose middle is the grid's point (column, row). */
export async function drawLayer(
  device: GPUDevice,
  { width, height }: Grid,
  record: Recorded,
): Promise<(column: number, row: number) => number[]> {
  const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC;
  const texture = device.createTexture({ size: [width, height], format: FORMAT, usage });
  const scope = new BufferScope(device);
  const bytesPerRow = Math.ceil((4 * width) / 256) * 256;
  const packed = scope.create('tests.pixels', bytesPerRow * height, GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
  const encoder = device.createCommandEncoder();
  const clearValue = [...BACKGROUND.map((c) => c / 255), 1];
  const view = texture.createView();
  encoder.beginRenderPass({ colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store', clearValue }] }).end();
  record(encoder, scope, view);
  encoder.copyTextureToBuffer({ texture }, { buffer: packed, bytesPerRow }, [width, height]);
  device.queue.submit([encoder.finish()]);
  const bytes = new Uint8Array(await readBack(device, scope, packed, bytesPerRow * height));
  scope.destroy();
  texture.destroy();
  return (column, row) => {
    const at = (height - 1 - row) * bytesPerRow + 4 * column;
    return [...bytes.subarray(at, at + 4)];
  };
}
