// What the page says where it cannot draw: what is missing, in words, and what helps.
import { element } from './element.ts';

export interface Failure {
  readonly title: string;
  readonly explanation: string;
  /** One sentence each; what stands between backquotes is to be typed. */
  readonly remedies: readonly string[];
}

const LINUX_CHROME = [
  'In Chrome or Chromium on Linux, open `chrome://flags/#enable-unsafe-webgpu`, choose Enabled and relaunch;',
  'or start it with `--enable-unsafe-webgpu --enable-features=Vulkan`.',
].join(' ');

const BROWSERS = [
  'Chrome and Edge have WebGPU since version 113 on Windows, macOS and ChromeOS, and since 121 on Android.',
  LINUX_CHROME,
  'Firefox has it since version 141 on Windows and 145 on Macs with Apple silicon; elsewhere, set `dom.webgpu.enabled` to true in `about:config`.',
  'Safari has it since version 26 on macOS, iOS and iPadOS.',
];

const NO_ADAPTER: Failure = {
  title: 'The browser finds no graphics adapter',
  explanation: 'It knows WebGPU, but does not let this page use the graphics hardware.',
  remedies: [
    'Turn hardware acceleration on: in Chrome and Edge, `chrome://settings/system`.',
    LINUX_CHROME,
    'Update the graphics driver; `chrome://gpu` says why an adapter was turned down.',
  ],
};

/** Why there is no adapter at all, or null where asking for one is worth a try. */
export function missingWebGpu(): Failure | null {
  if (!window.isSecureContext)
    return {
      title: 'This address is not secure enough for WebGPU',
      explanation: 'Browsers allow pages to use the graphics hardware over https and on localhost only.',
      remedies: [
        `Open this page over https: \`${location.href.replace(/^http:/, 'https:')}\`.`,
        'Or serve it on your own machine and open it as `http://localhost`.',
      ],
    };
  if (!('gpu' in navigator) || !navigator.gpu)
    return {
      title: 'This browser has no WebGPU',
      explanation: 'Crease computes its maps on the graphics hardware, and needs a browser that lets a page do so.',
      remedies: BROWSERS,
    };
  return null;
}

export function noAdapter(): Failure {
  return NO_ADAPTER;
}

/** For what nobody foresaw: the error's own words. */
export function startFailure(error: unknown): Failure {
  return {
    title: 'The graphics hardware could not be started',
    explanation: error instanceof Error ? error.message : String(error),
    remedies: ['Reload the page; where that does not help, restart the browser.', ...NO_ADAPTER.remedies],
  };
}

export function deviceLost(message: string): Failure {
  return {
    title: 'The graphics hardware stopped twice',
    explanation: `The browser took it away from this page${message ? `: ${message}` : '.'}`,
    remedies: [
      'Reload the page to start it again.',
      'Where it happens again, make the window smaller or the network narrower, or update the graphics driver.',
    ],
  };
}

/** Covers the page with the message. */
export function showFailure(parent: HTMLElement, { title, explanation, remedies }: Failure): void {
  const box = element('div');
  const list = element('ul');
  list.append(...remedies.map(remedyItem));
  box.append(element('h2', '', title), element('p', '', explanation), list);
  parent.replaceChildren(box);
  parent.hidden = false;
}

function remedyItem(text: string): HTMLLIElement {
  const item = element('li');
  item.append(...text.split('`').map((part, i) => (i % 2 === 1 ? element('code', '', part) : part)));
  return item;
}
