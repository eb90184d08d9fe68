// What the page remembers of its reader and not of the scene: the theme, whether pictures glide, and which parts are open.
import { CELL_FILLS, EDGE_COLOURS } from '../model/painting.ts';
import { Store } from './store.ts';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** How the edges of linear regions lie over the map. */
export const EDGE_CHOICES = ['off', ...EDGE_COLOURS] as const;
export type EdgeChoice = (typeof EDGE_CHOICES)[number];

/** How cells are filled. */
export const FILL_CHOICES = ['off', ...CELL_FILLS] as const;
export type FillChoice = (typeof FILL_CHOICES)[number];

export interface Settings {
  readonly theme: Theme;
  /** Whether a picture that is let go of glides on. */
  readonly inertia: boolean;
  readonly panel: boolean;
  /** Whether the card about linear regions is open. */
  readonly regions: boolean;
  /** What is seen of the regions on the map while it is. */
  readonly edges: EdgeChoice;
  readonly fill: FillChoice;
}

const KEY = 'crease';
/** Below this width in CSS pixels the panel would cover the map, so it begins closed. As in page.css. */
export const NARROW = 720;

/** The remembered settings, kept remembered. Where the browser keeps nothing, they last as long as the page. */
export function openSettings(): Store<Settings> {
  const standard: Settings = {
    theme: 'auto',
    inertia: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    panel: window.innerWidth >= NARROW,
    regions: false,
    edges: 'layer',
    fill: 'off',
  };
  const first = { ...standard, ...remembered() };
  const settings = new Store<Settings>(first);
  settings.watch((value) => {
    // What the reader never chose goes on following the system.
    if (value === first) return;
    const { theme, inertia } = value;
    try {
      localStorage.setItem(KEY, JSON.stringify({ theme, inertia }));
    } catch {
      // Storage may be switched off or full; the page works without.
    }
  });
  return settings;
}

/** Opens the card about linear regions, or closes it. */
export function toggleRegions(settings: Store<Settings>): void {
  settings.update((all) => ({ ...all, regions: !all.regions }));
}

function remembered(): Partial<Settings> {
  let stored: unknown = null;
  try {
    stored = JSON.parse(localStorage.getItem(KEY) ?? 'null');
  } catch {
    return {};
  }
  if (typeof stored !== 'object' || stored === null) return {};
  const { theme, inertia } = stored as Record<string, unknown>;
  const known = THEMES.find((name) => name === theme);
  return { ...(known ? { theme: known } : {}), ...(typeof inertia === 'boolean' ? { inertia } : {}) };
}

/** Keeps the document, and the browser's own bar above it, in the chosen theme; 'auto' follows the system. Calls `onChange` after every change of it. */
export function followTheme(settings: Store<Settings>, onChange: () => void): void {
  const light = matchMedia('(prefers-color-scheme: light)');
  let shown = '';
  const apply = () => {
    const { theme } = settings.value;
    const next = theme === 'auto' ? (light.matches ? 'light' : 'dark') : theme;
    if (next === shown) return;
    shown = next;
    const root = document.documentElement;
    root.dataset.theme = next;
    const bar = getComputedStyle(root).getPropertyValue('--bar').trim();
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) meta.content = bar;
    onChange();
  };
  settings.watch(apply);
  light.addEventListener('change', apply);
}
