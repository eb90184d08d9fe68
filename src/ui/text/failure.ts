// The words of what stands in the graphics hardware's way, and of what helps. What stands between backquotes is to be typed.

const LINUX_CHROME = [
  'In Chrome or Chromium on Linux, open `chrome://flags/#enable-unsafe-webgpu`, choose Enabled and relaunch;',
  'or start it with `--enable-unsafe-webgpu --enable-features=Vulkan`.',
].join(' ');

const HARDWARE_ACCELERATION = 'Turn hardware acceleration on: in Chrome and Edge, `chrome://settings/system`.';
const DRIVER = 'Update the graphics driver; `chrome://gpu` says why an adapter was turned down.';
const LESS = 'Ask for less: a lower resolution, a smaller window or a narrower network.';
const RELOAD = 'Reload the page; where that does not help, restart the browser.';

export const failureText = {
  insecure: {
    title: 'This address is not secure enough for WebGPU',
    explanation: 'Browsers allow pages to use the graphics hardware over https and on localhost only.',
    remedies: (https: string) => [
      `Open this page over https: \`${https}\`.`,
      'Or serve it on your own machine and open it as `http://localhost`.',
    ],
  },
  'no-webgpu': {
    title: 'This browser has no WebGPU',
    explanation: 'It does not let pages compute on the graphics hardware.',
    remedies: [
      'Chrome and Edge have WebGPU since version 113 on Windows, macOS and ChromeOS, since 121 on Android, and on Linux since 144 with Intel graphics of generation 12 or newer and since 147 with NVIDIA’s driver 535 or newer.',
      LINUX_CHROME,
      'Firefox has it since version 141 on Windows and 145 on Macs with Apple silicon; elsewhere, set `dom.webgpu.enabled` to true in `about:config`.',
      'Safari has it since version 26 on macOS, iOS and iPadOS.',
    ],
  },
  'no-adapter': {
    title: 'The browser finds no graphics adapter',
    explanation: 'It knows WebGPU, but does not let this page use the graphics hardware.',
    remedies: [HARDWARE_ACCELERATION, LINUX_CHROME, DRIVER],
  },
  'software-adapter': {
    title: 'The processor stands in for the graphics hardware',
    explanation: (adapter: string) =>
      `The browser offers only ${adapter}, a software adapter: everything works, but far more slowly than on a GPU.`,
    remedies: [HARDWARE_ACCELERATION, LINUX_CHROME, DRIVER],
  },
  start: {
    title: 'The graphics hardware could not be started',
    remedies: [RELOAD, HARDWARE_ACCELERATION, LINUX_CHROME, DRIVER],
  },
  limit: {
    title: 'The graphics hardware’s limits are too small for this',
    remedies: [LESS, 'Where the machine has another graphics adapter, start the browser with that one.'],
  },
  memory: {
    title: 'The graphics memory is full',
    remedies: [LESS, 'Close other pages and programs that use the graphics hardware.'],
  },
  shader: {
    title: 'The graphics driver does not take a shader',
    remedies: [
      'Update the browser and the graphics driver.',
      'Please report it, with the words above and with what `chrome://gpu` says of the adapter.',
    ],
  },
  lost: {
    title: 'The graphics hardware stopped',
    explanation: (message: string) => `The browser took it away from this page${message ? `: ${message}` : '.'}`,
    remedies: ['Where it happens again: a lower resolution, a smaller window or a narrower network keeps it less busy.', DRIVER],
  },
  link: {
    title: 'The link',
  },
  unknown: {
    title: 'Something went wrong',
    remedies: [RELOAD],
  },
  /** How the page goes on. */
  goesOn: {
    cpu: 'Meanwhile Crease computes on the processor, at a lower resolution.',
    rebuilt: 'Crease has started it again; nothing is lost.',
    kept: 'The last picture stays until something else is asked for.',
  },
  name: 'Notice',
  remedies: 'What helps',
  dismiss: 'Dismiss',
} as const;
