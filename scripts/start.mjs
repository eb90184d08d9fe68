// What `npm start` runs: builds the page, serves it on loopback and opens the browser where there is a desktop.
import { build, preview } from 'vite';

const FIRST_PORT = 4173;

function hasDesktop() {
  const { CI, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (CI || SSH_CONNECTION) {
    return false;
  }
  return process.platform === 'darwin' || process.platform === 'win32' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

await build({ logLevel: 'warn' });
const server = await preview({
  logLevel: 'warn',
  preview: { host: '127.0.0.1', port: FIRST_PORT, strictPort: false, open: hasDesktop() },
});
const url = server.resolvedUrls?.local[0] ?? '';
const port = Number(new URL(url).port);
const note = port === FIRST_PORT ? '' : ` (port ${FIRST_PORT} is taken)`;
process.stdout.write(`Crease is at ${url}${note}. Ctrl+C ends it.\n`);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => process.exit(0));
}
