// Where the keyboard goes when the control that it was on goes: closed, replaced or switched off.

/**
 * Watches the whole page; call it once. Focus that would be lost moves to another control of the same group, or to `home()` where the
 * group has gone too.
 */
export function keepFocus(home: () => HTMLElement): void {
  let last: Element | null = null;
  const check = () => {
    if (!last || isUsable(last)) return;
    const next = neighbour(last) ?? home();
    last = null;
    next.focus({ preventScroll: true });
  };
  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof Element ? target : null;
  });
  // Whatever goes, goes within the frame after what a hand has done.
  for (const kind of ['click', 'keydown', 'focusout'] as const)
    document.addEventListener(kind, () => requestAnimationFrame(() => requestAnimationFrame(check)));
}

/** The first control in the smallest part of the page around one that has gone. */
function neighbour(gone: Element): HTMLElement | null {
  for (let around = gone.parentElement; around && !around.matches('main, #drawer, body'); around = around.parentElement) {
    const found = [...around.querySelectorAll<HTMLElement>('button, input, select, [tabindex="0"]')].find(isUsable);
    if (found) return found;
  }
  return null;
}

function isUsable(control: Element): boolean {
  return control.checkVisibility() && !control.matches(':disabled');
}
