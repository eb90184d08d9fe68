// A kernel must be compiled once for every text, and a text that does not compile must be refused in the compiler's words.
import { describe, expect, it } from 'vitest';
import { computeLayout, PipelineCache } from '../../src/gpu/context.ts';
import { evaluateSource } from '../../src/gpu/evaluate-source.ts';
import { planOf } from '../../src/gpu/plan.ts';
import { GpuError } from '../../src/model/errors.ts';
import { useDevice } from '../support/device.ts';
import { heNetwork } from '../support/gpu-problems.ts';

const gpu = useDevice();
const SOURCE = '@compute @workgroup_size(1) fn main() {}';

describe('the pipeline cache', () => {
  it('compiles a text once', async () => {
    const pipelines = new PipelineCache(gpu.device);
    const layout = computeLayout(gpu.device, 'tests', []);
    const first = await pipelines.compute('tests', SOURCE, layout);
    expect(await pipelines.compute('tests', SOURCE, layout)).toBe(first);
    expect(await pipelines.compute('tests', `${SOURCE} `, layout)).not.toBe(first);
  });

  it('says what the compiler says, and tries again when asked again', async () => {
    const pipelines = new PipelineCache(gpu.device);
    const layout = computeLayout(gpu.device, 'tests', []);
    for (const _ of [1, 2]) {
      gpu.device.pushErrorScope('validation');
      await expect(pipelines.compute('Broken.pipeline', 'fn main() { let x = ; }', layout)).rejects.toThrow(
        /^The shader Broken.pipeline does not compile: line 1: /,
      );
      await expect(pipelines.compute('Broken.pipeline', 'fn main() { let x = ; }', layout)).rejects.toBeInstanceOf(GpuError);
      await gpu.device.popErrorScope();
    }
  });
});

describe('the looped kernel', () => {
  it('is the same text for every depth, and for widths of one size class', () => {
    const source = (widths: readonly number[]) =>
      evaluateSource(planOf(heNetwork(widths, 'relu', 0), { kind: 'value', output: 0 }, 'software'));
    expect(source([2, 40, 40, 1])).toBe(source([2, 64, 33, 50, 64, 1]));
    expect(source([2, 17, 17, 3])).toBe(source([2, 32, 20, 1]));
    expect(source([2, 40, 40, 1])).not.toBe(source([2, 30, 30, 1]));
  });
});
