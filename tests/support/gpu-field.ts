// Puts given numbers where the engine's fields lie, so that what follows evaluation can be tested with any number.
import type { GpuField } from '../../src/gpu/gpu-field.ts';

/** A field of one band that holds `data` above `base`. */
export function uploadField(device: GPUDevice, data: Float32Array<ArrayBuffer>, width: number, base = 0): GpuField {
  const height = data.length / width;
  const buffer = device.createBuffer({
    label: 'tests.field',
    size: Math.ceil(data.length / 4) * 16,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, data);
  const band = { buffer, firstRow: 0, rows: height, ownFirstRow: 0, ownRows: height };
  return { width, height, base, scale: 1, bands: [band], ms: 0, destroy: () => buffer.destroy() };
}
