// Every shader must compile in naga, the WGSL compiler of Firefox, too: Dawn's tests only speak for Tint.
import { parseWgsl, validate } from 'naga-wasm';
import { describe, expect, it } from 'vitest';
import { shaderModules } from '../support/modules.ts';

/** naga's words, or null where the source is right. */
function nagaError(source: string): string | null {
  try {
    const module = parseWgsl(source);
    validate(module).free();
    module.free();
    return null;
  } catch (error) {
    return String(error);
  }
}

const MODULES = shaderModules();

describe('naga', () => {
  it('compiles every shader', { timeout: 120_000 }, () => {
    expect(MODULES.length).toBeGreaterThan(500);
    const errors = MODULES.flatMap(({ title, source }) => {
      const error = nagaError(source);
      return error === null ? [] : [`${title}: ${error}`];
    });
    expect(errors).toEqual([]);
  });

  it('finds what is wrong', () => {
    expect(nagaError('fn f() -> f32 { return 1u; }')).not.toBeNull();
    expect(nagaError(MODULES[11].source.replace('fn run(', 'fn ran('))).not.toBeNull();
  });
});
