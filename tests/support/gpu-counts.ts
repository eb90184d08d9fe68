// Counts what a page asks of its GPU: submissions, what is waited for, and the buffers and textures that are alive.
import type { Page } from 'playwright-core';

export interface GpuCounts {
  readonly submissions: number;
  /** Shaders that are being compiled, and work whose end somebody waits for. */
  readonly pending: number;
  /** Created and not destroyed. */
  readonly resources: number;
  /** Of the buffers among them. */
  readonly bytes: number;
}

/** Call it before the page loads. */
export async function countGpuUse(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const alive = new Map<GPUBuffer | GPUTexture, number>();
    const count = { submissions: 0, pending: 0 };
    const waitingFor = <T>(promise: Promise<T>): Promise<T> => {
      count.pending++;
      const end = () => {
        count.pending--;
      };
      promise.then(end, end);
      return promise;
    };
    const { submit, onSubmittedWorkDone } = GPUQueue.prototype;
    GPUQueue.prototype.onSubmittedWorkDone = function () {
      return waitingFor(onSubmittedWorkDone.call(this));
    };
    const { createComputePipelineAsync, createRenderPipelineAsync } = GPUDevice.prototype;
    GPUDevice.prototype.createComputePipelineAsync = function (descriptor) {
      return waitingFor(createComputePipelineAsync.call(this, descriptor));
    };
    GPUDevice.prototype.createRenderPipelineAsync = function (descriptor) {
      return waitingFor(createRenderPipelineAsync.call(this, descriptor));
    };
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
      ...count,
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
