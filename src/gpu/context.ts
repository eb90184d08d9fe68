// What every pass needs of the device: cached pipelines, layouts, and buffers that are given back together.
import { GpuError } from '../model/errors.ts';

/** Pipelines kept; a slider dragged over every width makes one for each shape. */
const PIPELINES_KEPT = 128;

/** Compiled pipelines by (source, entry point), so that only a new shape compiles. The least recently used are forgotten. */
export class PipelineCache {
  readonly device: GPUDevice;
  readonly #compiled = new Map<string, Promise<GPUComputePipeline>>();
  /** The last module: its entry points are compiled one after the other. */
  #module: { readonly source: string; readonly module: GPUShaderModule } | null = null;

  constructor(device: GPUDevice) {
    this.device = device;
  }

  /** Throws GpuError with the compiler's words where the source does not compile. */
  compute(label: string, source: string, layout: GPUBindGroupLayout, entryPoint = 'main'): Promise<GPUComputePipeline> {
    const key = `${entryPoint}\n${source}`;
    const compiled = this.#compiled.get(key) ?? this.#compile(label, source, layout, entryPoint);
    this.#compiled.delete(key);
    this.#compiled.set(key, compiled);
    // What failed may have failed for want of a device or of memory: the next request tries again.
    compiled.catch(() => this.#compiled.delete(key));
    if (this.#compiled.size > PIPELINES_KEPT) {
      for (const oldest of this.#compiled.keys()) {
        this.#compiled.delete(oldest);
        break;
      }
    }
    return compiled;
  }

  async #compile(label: string, source: string, layout: GPUBindGroupLayout, entryPoint: string): Promise<GPUComputePipeline> {
    if (this.#module?.source !== source)
      this.#module = { source, module: this.device.createShaderModule({ label, code: source }) };
    const { module } = this.#module;
    try {
      return await this.device.createComputePipelineAsync({
        label,
        layout: this.device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
        compute: { module, entryPoint },
      });
    } catch (error) {
      const { messages } = await module.getCompilationInfo();
      const words = messages.filter(({ type }) => type === 'error').map(({ lineNum, message }) => `line ${lineNum}: ${message}`);
      throw new GpuError(`The shader ${label} does not compile: ${words.join('; ') || String(error)}.`, {
        kind: 'shader',
        cause: error,
      });
    }
  }
}

/** A bind group layout for compute shaders: binding i is of type types[i]. */
export function computeLayout(device: GPUDevice, label: string, types: readonly GPUBufferBindingType[]): GPUBindGroupLayout {
  return bufferLayout(device, label, types, GPUShaderStage.COMPUTE);
}

/** A bind group layout for the shaders of these stages: binding i is of type types[i]. */
export function bufferLayout(
  device: GPUDevice,
  label: string,
  types: readonly GPUBufferBindingType[],
  visibility: GPUShaderStageFlags,
): GPUBindGroupLayout {
  return device.createBindGroupLayout({
    label,
    entries: types.map((type, binding) => ({ binding, visibility, buffer: { type } })),
  });
}

/** Throws GpuError where a shader of it does not compile. */
export async function renderPipeline(
  device: GPUDevice,
  descriptor: GPURenderPipelineDescriptor & { readonly label: string },
): Promise<GPURenderPipeline> {
  try {
    return await device.createRenderPipelineAsync(descriptor);
  } catch (error) {
    throw new GpuError(`The shader ${descriptor.label} does not compile: ${String(error)}.`, { kind: 'shader', cause: error });
  }
}

/** A bind group of whole buffers, in the order of their bindings. */
export function bindBuffers(
  device: GPUDevice,
  label: string,
  layout: GPUBindGroupLayout,
  buffers: readonly GPUBuffer[],
): GPUBindGroup {
  return device.createBindGroup({
    label,
    layout,
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
}

/** Buffers of one job, destroyed together when it ends, however it ends. */
export class BufferScope {
  readonly device: GPUDevice;
  readonly #buffers: GPUBuffer[] = [];

  constructor(device: GPUDevice) {
    this.device = device;
  }

  create(label: string, bytes: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = this.device.createBuffer({ label, size: Math.max(16, Math.ceil(bytes / 16) * 16), usage });
    this.#buffers.push(buffer);
    return buffer;
  }

  /** As create, for buffers that grow with the grid. Throws GpuError where the device has no memory for it. */
  async allocate(label: string, bytes: number, usage: GPUBufferUsageFlags): Promise<GPUBuffer> {
    this.device.pushErrorScope('out-of-memory');
    const buffer = this.create(label, bytes, usage);
    const error = await this.device.popErrorScope();
    if (error)
      throw new GpuError(`The GPU has no memory left for the ${bytes} bytes of ${label}: ask for a smaller grid.`, {
        kind: 'memory',
      });
    return buffer;
  }

  uniform(label: string, data: ArrayBuffer): GPUBuffer {
    return this.#filled(label, data, GPUBufferUsage.UNIFORM);
  }

  storage(label: string, data: ArrayBuffer): GPUBuffer {
    return this.#filled(label, data, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
  }

  /** Takes a buffer out of the scope: it outlives it. */
  release(buffer: GPUBuffer): GPUBuffer {
    this.#buffers.splice(this.#buffers.indexOf(buffer), 1);
    return buffer;
  }

  destroy(): void {
    for (const buffer of this.#buffers.splice(0)) buffer.destroy();
  }

  #filled(label: string, data: ArrayBuffer, usage: GPUBufferUsageFlags): GPUBuffer {
    const buffer = this.create(label, data.byteLength, usage | GPUBufferUsage.COPY_DST);
    this.device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  }
}
