// Opens a WebGPU adapter in Node through Dawn: the machine's own where there is one, SwiftShader otherwise.
import { existsSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { GpuError } from '../model/errors.ts';
import { hasSoftwareAdapter, swiftshaderFolder } from './software-adapter.ts';

/** What CREASE_ADAPTER may say: `auto` takes the real adapter where there is one and the software one otherwise. */
const ADAPTER_CHOICES = ['auto', 'real', 'software'] as const;

export type AdapterChoice = (typeof ADAPTER_CHOICES)[number];

/** An open adapter. There is nothing to close but the devices that are requested from it; Node exits without more ado. */
export interface OpenGpu {
  readonly gpu: GPU;
  readonly adapter: GPUAdapter;
  /** A name for tables and messages, such as "nvidia-h200 (nvidia hopper, NVIDIA: 570.86)". */
  readonly description: string;
  /** True when the processor computes in the adapter's place. */
  readonly software: boolean;
}

type Dawn = typeof import('webgpu');

// Dawn for Node polls its instance by a bare pointer. Were the garbage collector to free one whose device still works, the
// process would crash or hang; kept until the end, it hinders no exit.
const instances: GPU[] = [];

/** Reads CREASE_ADAPTER. Throws GpuError on any value but `auto`, `real` and `software`; absent and empty mean `auto`. */
export function adapterChoice(value: string | undefined = process.env.CREASE_ADAPTER): AdapterChoice {
  const choice = ADAPTER_CHOICES.find((known) => known === (value || 'auto'));
  if (choice === undefined) {
    throw new GpuError(
      `CREASE_ADAPTER is "${value}", which is none of ${ADAPTER_CHOICES.join(', ')}: set one of these or unset it.`,
      { kind: 'start' },
    );
  }
  return choice;
}

/** Opens the adapter that `choice` asks for. Throws GpuError, with the remedy, where there is none. */
export async function openGpu(choice: AdapterChoice = adapterChoice()): Promise<OpenGpu> {
  const dawn = await loadDawn();
  // Dawn puts the constants (GPUBufferUsage …) and classes into an object; the page finds them on the global one.
  Object.assign(globalThis, dawn.globals);
  const real = choice === 'real' || (choice === 'auto' && mayHaveRealAdapter()) ? await openReal(dawn) : null;
  if (real !== null) {
    return real;
  }
  if (choice === 'real') {
    throw new GpuError(
      'CREASE_ADAPTER is "real", but Dawn finds no hardware adapter on this machine: install a driver with ' +
        'Vulkan, Metal or Direct3D 12 support, or set CREASE_ADAPTER=software.',
      { kind: 'start' },
    );
  }
  const software = hasSoftwareAdapter() ? await openSwiftshader(dawn) : await openFallback(dawn);
  if (software === null) {
    throw new GpuError(
      `Dawn finds no adapter on this machine (${process.platform}-${process.arch}), neither a real one nor a software one: ` +
        'install a driver with Vulkan, Metal or Direct3D 12 support, or compute on the processor with --backend cpu.',
      { kind: 'start' },
    );
  }
  return software;
}

async function loadDawn(): Promise<Dawn> {
  try {
    return await import('webgpu');
  } catch (cause) {
    throw new GpuError(
      `The package webgpu (Dawn for Node) cannot be loaded on ${process.platform}-${process.arch}: run "npm ci" without --omit=dev, ` +
        'or compute on the processor with --backend cpu.',
      { kind: 'start', cause },
    );
  }
}

/** False only where a Linux kernel shows no graphics device at all: asking Dawn there costs a warning on stderr and finds nothing. */
function mayHaveRealAdapter(): boolean {
  const nodes = ['/dev/dri', '/dev/nvidia0', '/dev/nvidiactl', '/dev/dxg', '/dev/kgsl-3d0', '/dev/mali0'];
  return process.platform !== 'linux' || nodes.some((node) => existsSync(node));
}

async function openReal(dawn: Dawn): Promise<OpenGpu | null> {
  // A machine may have a driver but no Vulkan loader, as in many containers: then the packaged loader does.
  if (hasSoftwareAdapter() && !loadLibrary('libvulkan.so.1')) {
    loadLibrary(join(await swiftshaderFolder(), 'libvulkan.so.1'));
  }
  const opened = await open(dawn, { powerPreference: 'high-performance' });
  return opened?.software ? null : opened;
}

async function openSwiftshader(dawn: Dawn): Promise<OpenGpu | null> {
  const folder = await swiftshaderFolder();
  process.env.VK_DRIVER_FILES = join(folder, 'vk_swiftshader_icd.json');
  // Its loader complains where this is unset, as it is for a user without a login session.
  process.env.XDG_RUNTIME_DIR ??= tmpdir();
  loadLibrary(join(folder, 'libvulkan.so.1'));
  return open(dawn, {});
}

function openFallback(dawn: Dawn): Promise<OpenGpu | null> {
  return open(dawn, { forceFallbackAdapter: true });
}

async function open(dawn: Dawn, options: GPURequestAdapterOptions): Promise<OpenGpu | null> {
  const gpu = dawn.create([]);
  instances.push(gpu);
  const adapter = await gpu.requestAdapter(options);
  if (adapter === null) {
    return null;
  }
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const name = device.replace(/-+$/, '') || vendor;
  const maker = [vendor, architecture].filter(Boolean).join(' ');
  return {
    gpu,
    adapter,
    software: isFallbackAdapter,
    description: `${name} (${[maker, description].filter(Boolean).join(', ')})`,
  };
}

/** Loads a library for all to see, so that Dawn's own search by the name libvulkan.so.1 finds it. False where it does not exist. */
function loadLibrary(path: string): boolean {
  const RTLD_NODELETE = 0x1000;
  try {
    process.dlopen({ exports: {} }, path, constants.dlopen.RTLD_LAZY | RTLD_NODELETE);
    return true;
  } catch (error) {
    // Node wants an add-on and says that this is none, but only after it has loaded the library.
    return error instanceof Error && error.message.includes('self-register');
  }
}
