// One GPU device per test file, with all that the adapter can do; a test fails on any error that nobody caught.
import { afterAll, afterEach, beforeAll } from 'vitest';
import { openGpu } from '../../src/cli/dawn.ts';

/** An open device and what has gone wrong on it. */
export interface TestDevice {
  readonly device: GPUDevice;
  readonly adapter: GPUAdapter;
  /** The adapter's name, for messages. */
  readonly description: string;
  readonly software: boolean;
  /** Waits for the queue, then throws when an error was not caught or the device was lost. Reports each error once. */
  assertNoErrors(): Promise<void>;
  /** Destroys the device. The device is not to be used afterwards. */
  close(): void;
}

/** Opens a device with the adapter's own limits and features. Throws GpuError where there is no adapter: GPU tests never skip. */
export async function openTestDevice(): Promise<TestDevice> {
  const { adapter, description, software } = await openGpu();
  const device = await adapter.requestDevice({
    label: 'tests',
    requiredLimits: adapterLimits(adapter),
    requiredFeatures: adapter.features.has('timestamp-query') ? ['timestamp-query'] : [],
  });
  const errors: string[] = [];
  let closed = false;
  device.addEventListener('uncapturederror', (event) => {
    errors.push(event.error.message);
  });
  device.lost.then((info) => {
    if (!closed) {
      errors.push(`The device was lost (${info.reason}): ${info.message}`);
    }
  });
  return {
    device,
    adapter,
    description,
    software,
    async assertNoErrors() {
      await device.queue.onSubmittedWorkDone();
      const found = errors.splice(0);
      if (found.length > 0) {
        throw new Error(`${found.length} GPU error(s) that nobody caught on ${description}:\n${found.join('\n')}`);
      }
    },
    close() {
      closed = true;
      device.destroy();
    },
  };
}

/**
 * Gives a test file its device: call it once at the top level and read its properties inside tests and hooks. After every test it
 * fails that test on errors that nobody caught.
 */
export function useDevice(): Omit<TestDevice, 'close'> {
  let open: TestDevice | undefined;
  const current = (): TestDevice => {
    if (open === undefined) {
      throw new Error('The device is open only inside tests and hooks: read it there, not while the file is collected.');
    }
    return open;
  };
  beforeAll(async () => {
    open = await openTestDevice();
  });
  afterEach(() => current().assertNoErrors());
  afterAll(() => {
    open?.close();
    // Node does not exit while a device of Dawn can be reached.
    open = undefined;
  });
  return {
    get device() {
      return current().device;
    },
    get adapter() {
      return current().adapter;
    },
    get description() {
      return current().description;
    },
    get software() {
      return current().software;
    },
    assertNoErrors: () => current().assertNoErrors(),
  };
}

/** All limits of the adapter, as `requiredLimits` wants them. */
export function adapterLimits(adapter: GPUAdapter): Record<string, number> {
  const limits: Record<string, number> = {};
  // Limits are getters of the prototype, which Object.entries does not see.
  for (const name in adapter.limits) {
    const value: unknown = Reflect.get(adapter.limits, name);
    if (typeof value === 'number') {
      limits[name] = value;
    }
  }
  return limits;
}
