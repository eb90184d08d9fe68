// Every field that PyTorch and NumPy made of the fixture networks must come out of the GPU within 1e-5 of the field's range.
import { beforeAll, describe, expect, it } from 'vitest';
import { GpuEngine } from '../../src/gpu/engine.ts';
import { fieldValues } from '../../src/model/field.ts';
import { useDevice } from '../support/device.ts';
import { fixtureFields } from '../support/fixtures.ts';
import { shareOfRange } from '../support/interval.ts';

const gpu = useDevice();
let engine: GpuEngine;
beforeAll(() => {
  engine = new GpuEngine(gpu.device);
});

describe('the fixtures of PyTorch and NumPy', () => {
  it.each(fixtureFields())('$title comes out of the GPU', async ({ network, grid, quantity, data }) => {
    const field = await engine.evaluate(network, grid, quantity);
    expect(shareOfRange(fieldValues(field), data)).toBeLessThan(1e-5);
  });
});
