// A modal dialog: titled, closed by Escape, by its button and by a click beside it.
import { element } from './element.ts';

let dialogs = 0;

/** Adds a closed dialog with a heading. Its style is dialog.css. */
export function createDialog(parent: HTMLElement, title: string): HTMLDialogElement {
  const dialog = element('dialog', 'dialog');
  const heading = element('h2', '', title);
  dialogs++;
  heading.id = `dialog-title-${dialogs}`;
  dialog.setAttribute('aria-labelledby', heading.id);
  dialog.append(heading);
  // The backdrop's target is the dialog, as its padding's is, so the place decides.
  dialog.addEventListener('pointerdown', (event) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const inside = event.clientX >= left && event.clientX <= right && event.clientY >= top && event.clientY <= bottom;
    if (event.target === dialog && !inside) dialog.close();
  });
  parent.append(dialog);
  return dialog;
}
