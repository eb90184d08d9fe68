// Previous, next, and which are shown: for what does not fit at once.
import { signButton } from './button.ts';
import { element } from './element.ts';
import { stripText } from './text/strip.ts';

/** Units or inputs shown at a time. */
export const PAGE = 16;

export interface Pager {
  readonly element: HTMLElement;
  /** Shows that the page `page`, from 0, of `count` things is open; hidden where one page holds all. */
  write(page: number, count: number): void;
}

/** `turn` is called with −1 or 1; the names are for screen readers. */
export function createPager(previousName: string, nextName: string, turn: (by: -1 | 1) => void): Pager {
  const made = element('div', 'strip-pager');
  const previous = signButton('‹', previousName, () => turn(-1));
  const next = signButton('›', nextName, () => turn(1));
  const shown = element('span');
  made.append(previous, shown, next);
  return {
    element: made,
    write: (page, count) => {
      made.hidden = count <= PAGE;
      previous.disabled = page === 0;
      next.disabled = (page + 1) * PAGE >= count;
      shown.textContent = stripText.range(page * PAGE, Math.min((page + 1) * PAGE, count) - 1);
    },
  };
}
