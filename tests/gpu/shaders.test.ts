// Every shader must compile in Tint without a word of complaint, whatever the activation, head, quantity and shape.
import { describe, expect, it } from 'vitest';
import { useDevice } from '../support/device.ts';
import { shaderModules } from '../support/modules.ts';

const gpu = useDevice();

describe('Tint', () => {
  it('compiles every shader without errors or warnings', async () => {
    const modules = shaderModules();
    expect(modules.length).toBeGreaterThan(500);
    const complaints: string[] = [];
    for (const { title, source } of modules) {
      const { messages } = await gpu.device.createShaderModule({ code: source }).getCompilationInfo();
      complaints.push(...messages.map(({ type, lineNum, message }) => `${title}: ${type} in line ${lineNum}: ${message}`));
    }
    expect(complaints).toEqual([]);
  });

  it('finds what is wrong', async () => {
    gpu.device.pushErrorScope('validation');
    const { messages } = await gpu.device.createShaderModule({ code: 'fn f() -> f32 { return 1u; }' }).getCompilationInfo();
    expect(await gpu.device.popErrorScope()).not.toBeNull();
    expect(messages.map(({ type }) => type)).toContain('error');
  });
});
