// Counts what a page asks of its GPU: submissions, and the buffers and textures that are alive.
import type { Page } from 'playwright-core';

export interface GpuCounts {
  readonly submissions: number;
  /** Created and not destroyed. */
  readonly resources: number;
  /** Of the buffers among them. */
  readonly bytes: number;
}

/** Call it before the page loads. */
export async function countGpuUse(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const alive = new Map<GPUBuffer | GPUTexture, number>();
    const count = { submissions: 0 };
    const submit = GPUQueue.prototype.submit;
    GPUQueue.prototype.submit = function (buffers) {
      count.submissions++;
      return submit.call(this, buffers);
    };
    const { createBuffer, createTexture } = GPUDevice.prototype;
    GPUDevice.prototype.createBuffer = function (descriptor) {
      const buffer = createBuffer.call(this, descriptor);
      alive.set(buffer, descriptor.size);
      return buffer;
    };
    GPUDevice.prototype.createTexture = function (descriptor) {
      const texture = createTexture.call(this, descriptor);
      alive.set(texture, 0);
      return texture;
    };
    for (const { prototype } of [GPUBuffer, GPUTexture]) {
      const destroy = prototype.destroy;
      prototype.destroy = function (this: GPUBuffer & GPUTexture) {
        alive.delete(this);
        return destroy.call(this);
      };
    }
    const counts = () => ({
      submissions: count.submissions,
      resources: alive.size,
      bytes: [...alive.values()].reduce((sum, bytes) => sum + bytes, 0),
    });
    Object.assign(globalThis, { gpuCounts: counts });
  });
}

export async function gpuCounts(page: Page): Promise<GpuCounts> {
  return page.evaluate(() => {
    const counts: unknown = Reflect.get(globalThis, 'gpuCounts');
    if (typeof counts !== 'function') throw new Error('Nothing is counted: call countGpuUse before the page loads.');
    return counts();
  });
}
