// Opens a device with all that its adapter allows, and names it.
import { GpuError } from '../model/errors.ts';

/** The limits that Crease raises to the adapter's own: fields, tiles and pictures grow with them. */
const RAISED_LIMITS = ['maxStorageBufferBindingSize', 'maxBufferSize', 'maxTextureDimension2D'] as const;

/** Throws GpuError where the adapter gives no device. */
export async function openDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const requiredLimits = Object.fromEntries(RAISED_LIMITS.map((limit) => [limit, adapter.limits[limit]]));
  try {
    return await adapter.requestDevice({ label: 'Crease', requiredLimits });
  } catch (error) {
    throw new GpuError(`The adapter ${adapterName(adapter)} gives no device: ${String(error)}.`, { kind: 'start', cause: error });
  }
}

/** What the adapter calls itself, as far as it says. */
export function adapterName({ info }: GPUAdapter): string {
  // Older browsers give no info.
  return info?.description || [info?.vendor, info?.architecture, info?.device].filter(Boolean).join(' ') || 'unnamed adapter';
}
