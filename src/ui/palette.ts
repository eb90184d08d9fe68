// The page's colours and font for what is drawn onto a canvas.

export type Context2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** CSS colours, and a font family list. */
export interface Palette {
  readonly ground: string;
  readonly card: string;
  readonly line: string;
  readonly text: string;
  readonly quiet: string;
  readonly sans: string;
}

/** The colours that the style sheets give an element at present. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const variable = (name: string) => style.getPropertyValue(name).trim();
  return {
    ground: variable('--ground'),
    card: variable('--card'),
    line: variable('--line'),
    text: variable('--text'),
    quiet: variable('--quiet'),
    sans: variable('--sans'),
  };
}
