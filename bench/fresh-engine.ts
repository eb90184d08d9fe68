// Engines on devices of their own, so that nothing is compiled or cached when a measurement begins.
import { openGpu } from '../src/cli/dawn.ts';
import { GpuEngine } from '../src/gpu/engine.ts';
import { GpuError } from '../src/model/errors.ts';

export interface Gpu {
  readonly description: string;
  readonly software: boolean;
  /** An engine that shares nothing with any other; destroy it. */
  freshEngine(): Promise<GpuEngine>;
}

/** Throws GpuError where there is no adapter. */
export async function openBenchGpu(): Promise<Gpu> {
  // Drivers keep compiled shaders on disk: what was compiled yesterday would seem to compile in no time.
  process.env.__GL_SHADER_DISK_CACHE = '0';
  process.env.MESA_SHADER_CACHE_DISABLE = 'true';
  const { gpu, description, software } = await openGpu();
  return {
    description,
    software,
    async freshEngine() {
      const adapter = await gpu.requestAdapter(
        software ? { forceFallbackAdapter: true } : { powerPreference: 'high-performance' },
      );
      if (adapter === null) throw new GpuError(`The adapter ${description} opens once and not again.`);
      return GpuEngine.create(adapter);
    },
  };
}
