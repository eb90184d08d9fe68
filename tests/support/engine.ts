// One engine per test file, on the test's device: its compiled kernels serve every test of the file.
import { beforeAll } from 'vitest';
import { GpuEngine } from '../../src/gpu/engine.ts';
import { useDevice } from './device.ts';

/** Call it once at the top level of a test file; read its properties inside tests and hooks. Fails a test as useDevice does. */
export function useEngine(): { readonly engine: GpuEngine } {
  const gpu = useDevice();
  let engine: GpuEngine | undefined;
  beforeAll(() => {
    engine = new GpuEngine(gpu.device);
  });
  return {
    get engine() {
      if (engine === undefined) throw new Error('The engine is there only inside tests and hooks.');
      return engine;
    },
  };
}
