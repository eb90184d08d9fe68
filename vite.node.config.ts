// Builds the programs that run in Node: `--mode crease` the command line, `bench` the benchmark, `places` the search behind the gallery, `pictures` its pictures.
import { defineConfig } from 'vite';

const ENTRIES: Readonly<Record<string, string>> = {
  crease: 'src/cli/main.ts',
  bench: 'bench/run.ts',
  places: 'gallery/search.ts',
  pictures: 'gallery/pictures.ts',
};

export default defineConfig(({ mode }) => {
  const entry = ENTRIES[mode];
  if (entry === undefined) {
    throw new Error(`There is no Node program "${mode}": pass --mode ${Object.keys(ENTRIES).join(' or --mode ')}.`);
  }
  return {
    build: {
      ssr: true,
      outDir: 'dist',
      // The page and the other program lie in the same folder.
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node20',
      rolldownOptions: { input: { [mode]: entry }, output: { entryFileNames: '[name].mjs', codeSplitting: false } },
    },
  };
});
