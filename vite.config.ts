// Builds the page into dist/page; paths are relative, so that it can be served from any folder of any host.
import { defineConfig } from 'vite';
import { lilGuiPlugin } from './scripts/lil-gui-plugin.ts';
import { offlinePlugin } from './scripts/offline-plugin.ts';
import { wgslPlugin } from './scripts/wgsl-plugin.ts';
import { workerPlugin } from './scripts/worker-plugin.ts';

export default defineConfig({
  base: './',
  plugins: [wgslPlugin(), lilGuiPlugin(), workerPlugin(), offlinePlugin()],
  build: {
    outDir: 'dist/page',
    emptyOutDir: true,
    target: 'es2023',
    // Workers have no document in which to load parts ahead, and what the page itself loads later is one small file.
    modulePreload: false,
    rolldownOptions: {
      output: {
        // What the page shares with its workers and with its parts that are loaded later is one file each: many small ones are larger.
        codeSplitting: {
          groups: [
            { name: 'model', test: /src\/(model|formats)\//, minShareCount: 2, priority: 1 },
            { name: 'ui', test: /src\/ui\//, minShareCount: 2 },
          ],
        },
      },
    },
  },
});
