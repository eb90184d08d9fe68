// Makes buttons.
import { element } from './element.ts';

/** A button with words; a hint, where there is one, stands beside it under a resting cursor. */
export function button(words: string, act: () => void, hint = '', className = ''): HTMLButtonElement {
  const made = element('button', className, words);
  made.type = 'button';
  if (hint) made.title = hint;
  made.addEventListener('click', act);
  return made;
}

/** A button with a sign, read out by its name. */
export function signButton(sign: string, name: string, act: () => void, className = ''): HTMLButtonElement {
  const made = button(sign, act, name, className);
  made.setAttribute('aria-label', name);
  return made;
}
