// Colour maps to choose from, as small strips of their colours.
import { COLORMAP_NAMES, type ColormapName, colormapTable } from '../model/colormap.ts';
import type { Colouring } from '../model/colouring.ts';
import { colourStrip } from './colour-bar.ts';
import { element } from './element.ts';
import { panelText as text } from './text/panel.ts';

/** Adds one button a colour map to `parent`; returns what shows the chosen one. */
export function addSwatches(parent: HTMLElement, onChoose: (name: ColormapName) => void): (colouring: Colouring) => void {
  const group = element('div', 'swatches');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', text.colormap);
  const buttons = COLORMAP_NAMES.map((name) => {
    const button = element('button');
    button.type = 'button';
    button.title = name;
    button.setAttribute('aria-label', name);
    button.addEventListener('click', () => onChoose(name));
    group.append(button);
    return { name, button };
  });
  parent.append(group);
  let drawn: boolean | null = null;
  return ({ colormap, reversed }) => {
    for (const { name, button } of buttons) button.setAttribute('aria-pressed', String(name === colormap));
    if (drawn === reversed) return;
    drawn = reversed;
    for (const { name, button } of buttons) button.replaceChildren(colourStrip(colormapTable(name, reversed)));
  };
}
