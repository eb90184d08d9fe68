// Every field that PyTorch and NumPy made of the fixture networks must come out of the GPU within 1e-5 of the field's range.
import { describe, expect, it } from 'vitest';
import { fieldValues } from '../../src/model/field.ts';
import { useEngine } from '../support/engine.ts';
import { fixtureFields } from '../support/fixtures.ts';
import { shareOfRange } from '../support/interval.ts';

const gpu = useEngine();

describe('the fixtures of PyTorch and NumPy', () => {
  it.each(fixtureFields())('$title comes out of the GPU', async ({ network, grid, quantity, data }) => {
    const field = await gpu.engine.evaluate(network, grid, quantity);
    expect(shareOfRange(fieldValues(field), data)).toBeLessThan(1e-5);
  });
});
