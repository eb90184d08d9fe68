// Takes out of lil-gui what the page never uses and no bundler finds: its style sheet, with an icon font in it, and its colour picker.
import type { Plugin } from 'vite';

const UNUSED = [
  [/var stylesheet = `[^`]*`;/, 'var stylesheet = "";'],
  [/class ColorController extends Controller \{\n.*?\n\}\n/s, 'class ColorController extends Controller {}\n'],
] as const;

export function lilGuiPlugin(): Plugin {
  return {
    name: 'crease-lil-gui',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /lil-gui\.esm\.js$/ },
      handler: (source) => ({ code: bareLilGui(source), map: null }),
    },
  };
}

/** lil-gui's module without them. Throws where one of them is not there: another version is to be looked at again. */
export function bareLilGui(source: string): string {
  return UNUSED.reduce((rest, [unused, instead]) => {
    if (!unused.test(rest))
      throw new Error(`lil-gui has nothing like ${unused}: adapt scripts/lil-gui-plugin.ts to its version.`);
    return rest.replace(unused, instead);
  }, source);
}
