// The words about links, undoing and working offline.

export const shareText = {
  /** `isFirst`: the page was opened with the link; else the link took the place of another scene. */
  broken: (reason: string, isFirst: boolean) =>
    `This link cannot be opened. ${reason} ${
      isFirst ? 'Here is the first scene instead.' : 'Here is the first scene instead; undo brings back what was there.'
    }`,
  tooLarge: (reason: string) => `The address does not hold this scene. ${reason}`,
  refused: (reason: string) => `The browser does not let the page change its address (${reason}): use Copy link.`,
  copied: 'Link copied.',
  copyRefused: 'The browser does not let the page copy: take the link from the address bar, it is the same.',
  notOffline: (reason: string) => `Crease is not kept for working offline: ${reason}`,
} as const;
