// The bar that says what stands in the way, what helps, and how the page goes on meanwhile.
import { signButton } from './button.ts';
import { element } from './element.ts';
import type { Notice, NoticeKind } from './failure.ts';
import { failureText as text } from './text/failure.ts';

export interface NoticeBar {
  /** Shows a notice; null takes it away. One that was dismissed does not come back before another has been shown. */
  show(notice: Notice | null): void;
  /** Takes a notice of this kind away, if one is shown. */
  clear(kind: NoticeKind): void;
}

/** Fills `parent`, which is hidden while there is nothing to say. Screen readers are told when there is. */
export function attachNoticeBar(parent: HTMLElement): NoticeBar {
  parent.classList.add('notice');
  parent.setAttribute('aria-label', text.name);
  // The live region has to be there before its words are.
  const words = element('div', 'notice-words');
  words.setAttribute('role', 'alert');
  const more = element('button', 'notice-more', text.remedies);
  more.type = 'button';
  const list = element('ul');
  const unfold = (open: boolean) => {
    list.hidden = !open;
    more.ariaExpanded = `${open}`;
  };
  more.addEventListener('click', () => unfold(more.ariaExpanded !== 'true'));
  const dismiss = signButton('×', text.dismiss, () => hide(), 'notice-dismiss');
  parent.replaceChildren(words, more, dismiss, list);
  parent.classList.add('empty');
  let last: Notice | null = null;

  const hide = () => {
    parent.classList.add('empty');
    words.replaceChildren();
  };

  return {
    clear(kind) {
      if (last?.kind === kind) this.show(null);
    },
    show(notice) {
      if (notice === null) {
        last = null;
        hide();
        return;
      }
      if (last && sameWords(last, notice)) return;
      last = notice;
      parent.classList.remove('empty');
      parent.dataset.kind = notice.kind;
      words.replaceChildren(element('strong', '', notice.title), ' ', element('span', '', notice.explanation));
      list.replaceChildren(...notice.remedies.map(remedyItem));
      more.hidden = notice.remedies.length === 0;
      unfold(false);
    },
  };
}

function sameWords(a: Notice, b: Notice): boolean {
  return a.kind === b.kind && a.explanation === b.explanation;
}

function remedyItem(words: string): HTMLLIElement {
  const item = element('li');
  item.append(...words.split('`').map((part, i) => (i % 2 === 1 ? element('code', '', part) : part)));
  return item;
}
