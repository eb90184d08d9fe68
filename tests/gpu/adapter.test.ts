// Accepted when Node has an adapter on every machine, named honestly, and a wrong or unmet CREASE_ADAPTER is a sentence.
import { expect, test } from 'vitest';
import { adapterChoice, openGpu } from '../../src/cli/dawn.ts';
import { hasSoftwareAdapter } from '../../src/cli/software-adapter.ts';

test('CREASE_ADAPTER may be unset, empty or one of its three values, and nothing else', () => {
  expect(adapterChoice(undefined)).toBe(adapterChoice(process.env.CREASE_ADAPTER));
  expect(adapterChoice('')).toBe('auto');
  expect(adapterChoice('software')).toBe('software');
  expect(() => adapterChoice('gpu')).toThrow('CREASE_ADAPTER is "gpu", which is none of auto, real, software');
});

test('auto opens an adapter', async () => {
  const { adapter, description, software } = await openGpu('auto');
  expect(description).not.toBe('');
  expect(software).toBe(adapter.info.isFallbackAdapter);
});

test('real opens a hardware adapter or says in a sentence that there is none, and software still opens afterwards', async () => {
  // Without a driver there is nothing real on Linux, whatever this machine has.
  process.env.VK_DRIVER_FILES = '/nonexistent/icd.json';
  const outcome = await openGpu('real').catch((error: unknown) => error);
  if (process.platform === 'linux' || outcome instanceof Error) {
    expect(outcome).toMatchObject({
      name: 'GpuError',
      message: expect.stringMatching(/^CREASE_ADAPTER is "real", but Dawn finds no hardware adapter.*CREASE_ADAPTER=software/),
    });
  } else {
    expect(outcome).toMatchObject({ software: false });
  }
  if (hasSoftwareAdapter()) {
    expect(await openGpu('software')).toMatchObject({ software: true });
  }
});
