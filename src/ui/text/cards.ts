// The words of what lies over the map: the pinned point, the handles of the cross-section.

export const cardsText = {
  under: 'Numbers under the cursor',
  pinned: 'Pinned point',
  handle: (end: 0 | 1) => `${end === 0 ? 'Beginning' : 'End'} of the cross-section; arrow keys move it`,
} as const;
