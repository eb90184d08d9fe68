// Keeps the page for working offline: the service worker is src/workers/offline.ts.
import { shareText } from './text/share.ts';

/** Asks once the page is loaded, so that the first picture does not wait. Where the browser refuses, the page works all the same. */
export async function keepForOffline(): Promise<void> {
  // Browsers offer it in secure contexts only; the development server has nothing to keep.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  try {
    await navigator.serviceWorker.register('sw.js');
  } catch (error) {
    console.info(shareText.notOffline(String(error)));
  }
}
