// Keeps the page for working offline: the service worker is src/workers/offline.ts.
import { shareText } from './text/share.ts';

/** Asks once the page is loaded, so that the first picture does not wait. Where the browser refuses, the page works all the same. */
export async function keepForOffline(): Promise<void> {
  // The development server, which alone makes modules hot, has no built files to keep; browsers offer it in secure contexts only.
  if (import.meta.hot || !('serviceWorker' in navigator)) return;
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  try {
    await navigator.serviceWorker.register('sw.js');
  } catch (error) {
    console.info(shareText.notOffline(String(error)));
  }
}
