// The browser's address bar, as much of it as links need.

export interface AddressBar {
  /** What stands behind #, without it. */
  readonly fragment: string;
  /** The whole address, with this fragment. */
  link(fragment: string): string;
  /** Shows a fragment in place of the present one, or as one step more for the browser's Back. Browsers may refuse by throwing. */
  write(fragment: string, isNewStep: boolean): void;
  copy(text: string): Promise<void>;
  /** The reader opened another fragment: pasted, Back, Forward. */
  onOpen(listener: () => void): void;
  /** The page may be closed without another word. */
  onLeave(listener: () => void): void;
}

export const BROWSER_BAR: AddressBar = {
  get fragment() {
    return location.hash.slice(1);
  },
  link: (fragment) => `${location.href.replace(/#.*$/s, '')}#${fragment}`,
  write: (fragment, isNewStep) => {
    if (isNewStep) history.pushState(null, '', `#${fragment}`);
    else history.replaceState(history.state, '', `#${fragment}`);
  },
  // Without a secure context there is no clipboard: then this rejects as well.
  copy: async (text) => navigator.clipboard.writeText(text),
  onOpen: (listener) => addEventListener('hashchange', listener),
  onLeave: (listener) => {
    addEventListener('pagehide', listener);
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') listener();
    });
  },
};
