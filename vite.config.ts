// Builds the page into dist/page; paths are relative, so that it can be served from any folder of any host.
import { defineConfig } from 'vite';
import { offlinePlugin } from './scripts/offline-plugin.ts';
import { wgslPlugin } from './scripts/wgsl-plugin.ts';

export default defineConfig({
  base: './',
  plugins: [wgslPlugin(), offlinePlugin()],
  build: { outDir: 'dist/page', emptyOutDir: true, target: 'es2023' },
});
