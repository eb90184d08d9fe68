// The list of keys and gestures.
import { button } from './button.ts';
import { createDialog } from './dialog.ts';
import { element } from './element.ts';
import { keysText } from './text/keys.ts';

export interface HelpDialog {
  open(): void;
}

/** Adds the closed dialog to `parent`. */
export function createHelpDialog(parent: HTMLElement): HelpDialog {
  const dialog = createDialog(parent, keysText.title);
  dialog.classList.add('keys');
  const groups = element('div', 'groups');
  groups.append(
    ...keysText.groups.map(({ title, rows }) => {
      const group = element('section');
      const list = element('dl');
      for (const { keys, does } of rows) {
        const term = element('dt');
        keys.forEach((together, i) => {
          if (i > 0) term.append(keys.length > 2 ? ' ' : keysText.or);
          together.forEach((key, k) => {
            if (k > 0) term.append(' + ');
            term.append(element('kbd', '', key));
          });
        });
        list.append(term, element('dd', '', does));
      }
      group.append(element('h3', '', title), list);
      return group;
    }),
  );
  const buttons = element('div', 'buttons');
  const close = button(keysText.close, () => dialog.close());
  close.autofocus = true;
  buttons.append(close);
  dialog.append(groups, buttons);
  return { open: () => dialog.showModal() };
}
