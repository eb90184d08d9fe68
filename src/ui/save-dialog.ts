// Asks how large a picture is to be saved, and with what around the map.
import type { Layout } from '../model/scene.ts';
import { button } from './button.ts';
import { createDialog } from './dialog.ts';
import { element } from './element.ts';
import { pictureCells } from './save-picture.ts';
import { saveText } from './text/save.ts';

/** The sizes that pictures are saved in, in pixels along each side. */
export const MIN_PICTURE = 16;
export const MAX_PICTURE = 8192;
/** Maps that get less along a side have no room for axes and titles. */
export const MIN_DECORATED = 240;

export interface SaveChoice {
  /** Whether the size is the one on the screen. */
  readonly asDrawn: boolean;
  /** The whole picture's, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly decorations: { readonly axes: boolean; readonly titles: boolean };
}

export interface SaveDialog {
  /** Asks, with the size on the screen, in device pixels, as the first choice. */
  open(drawn: { readonly width: number; readonly height: number }, layout: Layout): void;
}

/** Adds the closed dialog to `parent`; calls `onSave` once for every picture that is to be saved. */
export function createSaveDialog(parent: HTMLElement, onSave: (choice: SaveChoice) => void): SaveDialog {
  const dialog = createDialog(parent, saveText.title);
  const form = element('form');
  form.noValidate = true;
  let drawn = { width: 0, height: 0 };
  let layout: Layout = 'one';

  const asDrawn = choice('radio', '');
  const chosen = choice('radio', saveText.chosen);
  for (const { input } of [asDrawn, chosen]) input.name = 'size';
  const [width, height] = [numberField(saveText.width), numberField(saveText.height)];
  const limits = element('p', 'hint', saveText.limits(MIN_PICTURE, MAX_PICTURE));
  limits.id = 'save-limits';
  const problem = element('p', 'problem');
  problem.role = 'alert';
  problem.id = 'save-problem';
  for (const { input } of [width, height]) input.setAttribute('aria-describedby', `${limits.id} ${problem.id}`);
  const fields = element('div', 'fields');
  fields.append(width.label, element('span', 'times', '×'), height.label);
  const size = group(saveText.size, asDrawn.label, chosen.label, fields, limits, problem);

  const [axes, titles] = [choice('checkbox', saveText.axes), choice('checkbox', saveText.titles)];
  axes.input.checked = titles.input.checked = true;
  const tooSmall = element('p', 'hint', saveText.tooSmall(MIN_DECORATED));
  const around = group(saveText.around, axes.label, titles.label, tooSmall);

  const save = element('button', 'primary', saveText.save);
  const buttons = element('div', 'buttons');
  buttons.append(
    button(saveText.cancel, () => dialog.close()),
    save,
  );
  form.append(size, around, buttons);
  dialog.append(form);

  /** The size that the form names, or the sentence that says why it names none, with its field. */
  const read = (): { width: number; height: number } | { wrong: HTMLInputElement; sentence: string } => {
    if (asDrawn.input.checked) return drawn;
    for (const [field, name] of [[width, saveText.width] as const, [height, saveText.height] as const]) {
      const pixels = field.input.valueAsNumber;
      if (!Number.isInteger(pixels) || pixels < MIN_PICTURE || pixels > MAX_PICTURE)
        return { wrong: field.input, sentence: saveText.outside(name, field.input.value, MIN_PICTURE, MAX_PICTURE) };
    }
    return { width: width.input.valueAsNumber, height: height.input.valueAsNumber };
  };
  const check = () => {
    const answer = read();
    const wrong = 'wrong' in answer ? answer : null;
    for (const { input } of [width, height]) input.setAttribute('aria-invalid', `${input === wrong?.wrong}`);
    problem.textContent = wrong?.sentence ?? '';
    const small = !('wrong' in answer) && leastSide(layout, answer) < MIN_DECORATED;
    tooSmall.hidden = !small;
    for (const { input } of [axes, titles]) input.disabled = small;
    return answer;
  };
  form.addEventListener('input', (event) => {
    if (event.target === width.input || event.target === height.input) chosen.input.checked = true;
    check();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const answer = check();
    if ('wrong' in answer) {
      answer.wrong.focus();
      return;
    }
    dialog.close();
    const wanted = ({ input }: Choice) => input.checked && !input.disabled;
    onSave({ asDrawn: asDrawn.input.checked, ...answer, decorations: { axes: wanted(axes), titles: wanted(titles) } });
  });

  return {
    open(size, shown) {
      drawn = size;
      layout = shown;
      asDrawn.text.textContent = saveText.asDrawn(size.width, size.height);
      if (width.input.value === '') {
        asDrawn.input.checked = true;
        [width.input.value, height.input.value] = [`${size.width}`, `${size.height}`];
      }
      check();
      dialog.showModal();
    },
  };
}

/** Of the part of a picture that each map gets. */
function leastSide(layout: Layout, { width, height }: { readonly width: number; readonly height: number }): number {
  const { columns, rows } = pictureCells(layout, width, height);
  return Math.min(width / columns, height / rows);
}

interface Choice {
  readonly label: HTMLLabelElement;
  readonly input: HTMLInputElement;
  readonly text: HTMLSpanElement;
}

function choice(type: 'radio' | 'checkbox', words: string): Choice {
  const [label, input, text] = [element('label', 'choice'), element('input'), element('span', '', words)];
  input.type = type;
  label.append(input, text);
  return { label, input, text };
}

function numberField(words: string): { readonly label: HTMLLabelElement; readonly input: HTMLInputElement } {
  const [label, input] = [element('label', 'field'), element('input')];
  input.type = 'number';
  input.inputMode = 'numeric';
  [input.min, input.max, input.step] = [`${MIN_PICTURE}`, `${MAX_PICTURE}`, '1'];
  label.append(element('span', '', words), input);
  return { label, input };
}

function group(words: string, ...parts: HTMLElement[]): HTMLFieldSetElement {
  const set = element('fieldset');
  set.append(element('legend', '', words), ...parts);
  return set;
}
