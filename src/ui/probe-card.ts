// The card with a reading: where, what comes out, how steeply, and which units are active. One follows the cursor, one is pinned.
import { signButton } from './button.ts';
import { element } from './element.ts';
import { type NumberRow, type PatternRow, type ProbeContent, probeRows, type SlopeRow } from './probe-rows.ts';
import { probeText as text } from './text/probe.ts';

export interface CardContent extends ProbeContent {
  /** What tells the pane that is read from the others; empty where nothing does. */
  readonly whose: string;
}

export interface ProbeCardOptions {
  /** Stands above the numbers, beside whose they are and the button that calls `onClose`. */
  readonly title?: string;
  readonly onClose?: () => void;
}

/** Fills `parent` with the readings that it is shown, and hides it where there is none. Returns what shows one. */
export function attachProbeCard(
  parent: HTMLElement,
  { title, onClose }: ProbeCardOptions = {},
): (content: CardContent | null) => void {
  parent.classList.add('probe');
  const body = element('div', 'probe-body');
  const [words, head] = heading(onClose);
  parent.replaceChildren(head, body);
  parent.hidden = true;
  return (content) => {
    parent.hidden = content === null;
    if (!content) return;
    words.textContent = [title, content.whose].filter(Boolean).join(' · ');
    head.hidden = words.textContent === '';
    const { numbers, moreOutputs, slopes, shown, pattern, moreLayers } = probeRows(content);
    body.replaceChildren(
      numberList(numbers),
      ...(moreOutputs > 0 ? [element('p', 'probe-more', text.moreOutputs(moreOutputs))] : []),
      ...(slopes.length > 0 ? slopeTable(slopes) : []),
      ...(shown ? [numberList([shown])] : []),
      ...(pattern.length > 0 ? [patternList(pattern, moreLayers)] : []),
    );
  };
}

function heading(onClose?: () => void): [words: HTMLElement, head: HTMLElement] {
  const [head, words] = [element('header', 'probe-head'), element('h2')];
  head.append(words);
  if (onClose) head.append(signButton('×', text.close, onClose, 'probe-close'));
  return [words, head];
}

function numberList(rows: readonly NumberRow[]): HTMLElement {
  const list = element('dl', 'probe-numbers');
  for (const { name, text: words, value, mapped } of rows) {
    const [term, number] = [element('dt', mapped ? 'mapped' : '', name), element('dd', mapped ? 'mapped' : '')];
    number.append(dataOf(value, words));
    list.append(term, number);
  }
  return list;
}

/** Two derivatives a line. Each has its own term, the second of which only machines and screen readers see. */
function slopeTable(rows: readonly SlopeRow[]): HTMLElement[] {
  const heads = element('p', 'probe-heads');
  // Each term has these words too.
  heads.ariaHidden = 'true';
  heads.append(element('span', '', text.exact), element('span', '', text.finite));
  const list = element('dl', 'probe-slopes');
  for (const { name, exact, finite, agreement } of rows) {
    const term = element('dt', '', `${name} `);
    term.append(element('span', 'unseen', text.exact));
    const exactCell = element('dd');
    exactCell.append(dataOf(exact.value, exact.text));
    const finiteCell = element('dd', agreement);
    const sign = element('span', 'sign', text[agreement]);
    if (agreement === 'different') finiteCell.title = text.differentWhy;
    const data = dataOf(finite.value, finite.text.slice(0, finite.agreeing));
    data.append(element('span', 'other', finite.text.slice(finite.agreeing)));
    finiteCell.append(sign, data);
    list.append(term, exactCell, element('dt', 'unseen', `${name} ${text.finite}`), finiteCell);
  }
  return [heads, list];
}

function patternList(rows: readonly PatternRow[], more: number): HTMLElement {
  const list = element('ul', 'probe-pattern');
  list.setAttribute('aria-label', text.pattern);
  for (const { name, shares, cut, count, aloud } of rows) {
    const item = element('li');
    const bits = element('span', cut ? 'bits cut' : 'bits');
    bits.append(
      ...shares.map((share) => {
        const bit = element('i');
        bit.style.setProperty('--share', `${share}`);
        return bit;
      }),
    );
    const seen = [element('span', '', name), bits, element('span', 'count', count)];
    for (const part of seen) part.ariaHidden = 'true';
    item.append(...seen, element('span', 'unseen', aloud));
    list.append(item);
  }
  if (more > 0) list.append(element('li', 'probe-more', text.moreLayers(more)));
  return list;
}

function dataOf(value: number, words: string): HTMLDataElement {
  const data = element('data', '', words);
  data.value = String(value);
  return data;
}
