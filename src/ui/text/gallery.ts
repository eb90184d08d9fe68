// The words of the gallery.

/** By the places' ids in gallery.json. */
const names: Readonly<Record<string, string>> = {
  'gold-leaf': 'Gold leaf',
  'stained-glass': 'Stained glass',
  lightning: 'Lightning',
  lagoon: 'Lagoon',
  fan: 'Endless fan',
  geode: 'Geode',
  mosaic: 'Mosaic',
  circuit: 'Circuit',
  'ice-floes': 'Ice floes',
  veils: 'Veils',
  fin: 'Fin',
  rays: 'Rays',
};

export const galleryText = {
  title: 'Gallery',
  hint: 'Where a search found that the creases of many layers meet. The round button plays the way there.',
  close: 'Close',
  wide: (width: string) => `${width} wide`,
  play: (name: string) => `Play the tour: ${name}`,
  names,
} as const;
