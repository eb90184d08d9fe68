// Typing into the panel's fields: what is typed counts as a whole, once Enter is pressed or the field is left.
import { type Controller, NumberController } from 'lil-gui';
import { FormatError, NetworkError } from '../model/errors.ts';

/** What a row has to tell, as the detail of a bubbling CustomEvent. */
export const TELL = 'tell';

/** Tells a sentence about a row to whoever listens around it. */
export function tell({ domElement }: { readonly domElement: HTMLElement }, sentence: string): void {
  domElement.dispatchEvent(new CustomEvent(TELL, { detail: sentence, bubbles: true }));
}

/**
 * Leaves the field alone while something is typed into it, and gives it to `take` in the end; Escape takes it back. Where `take` or the
 * row's property throws a FormatError or a NetworkError, the row keeps the value from before, and tells why.
 */
export function takeTyped<C extends Controller & { readonly $input: HTMLInputElement }>(row: C, take: (text: string) => void): C {
  const { $input } = row;
  const controller: Controller = row;
  let isTyped = false;
  const show = controller.updateDisplay.bind(controller);
  const set = controller.setValue.bind(controller);
  const attempt = (work: () => void) => {
    isTyped = false;
    try {
      work();
    } catch (error) {
      if (!(error instanceof FormatError || error instanceof NetworkError)) throw error;
      tell(controller, error.message);
    }
    controller.updateDisplay();
  };
  controller.updateDisplay = () => {
    if (isTyped) return controller;
    if (row instanceof NumberController) show();
    const text = `${controller.getValue()}`;
    // Even the same text, written again, may cost a reader the selection.
    if ($input.value !== text) $input.value = text;
    return controller;
  };
  // Sliders, arrow keys and drags come this way, too.
  controller.setValue = (value: unknown) => {
    attempt(() => set(value));
    return controller;
  };
  const commit = () => {
    if (isTyped) attempt(() => take($input.value.replaceAll('−', '-').trim()));
  };
  // All before lil-gui's own listeners, which would take every letter for a number of its own.
  $input.addEventListener(
    'input',
    (event) => {
      isTyped = true;
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
  $input.addEventListener('blur', commit, { capture: true });
  $input.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    isTyped = false;
    controller.updateDisplay();
  });
  return row;
}
