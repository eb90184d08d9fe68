// The series must be the function's: what it leaves out shrinks with the seventh power of the distance, wherever its centre lies.
import { describe, expect, it } from 'vitest';
import { taylorCoefficients } from '../../src/gpu/taylor.ts';
import { ACTIVATION_NAMES, activate, activation, activationSlope } from '../../src/model/activation.ts';

const SMOOTH = ['tanh', 'sigmoid', 'softplus', 'silu', 'gelu', 'sin'] as const;

describe.each(SMOOTH)('the series of %s', (name) => {
  const f = activation(name);

  it.each([-9, -2.5, -0.4, 0, 0.7, 3, 12])('around %d is the function', (z) => {
    const coefficients = taylorCoefficients(f, z) ?? [];
    expect(coefficients.length).toBe(6);
    expect(coefficients[0]).toBeCloseTo(activationSlope(f, z), 14);
    for (const delta of [-0.125, -0.03, 0.06, 0.125]) {
      const series = coefficients.reduceRight((sum, c) => (sum + c) * delta, 0);
      const left = Math.abs(activate(f, z + delta) - activate(f, z) - series);
      expect(left).toBeLessThan(0.3 * Math.abs(delta) ** 7 + 4e-15);
    }
  });
});

describe('the others', () => {
  it('have none', () => {
    for (const name of ACTIVATION_NAMES) {
      if (!(SMOOTH as readonly string[]).includes(name)) expect(taylorCoefficients(activation(name), 0.5)).toBeNull();
    }
  });
});
