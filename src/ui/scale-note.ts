// How the short texts of ticks are to be read, such as "x₁ = 0.31 + n × 10⁻⁹": on a canvas, as elements, and in words.
import { element } from './element.ts';
import type { Context2D } from './palette.ts';
import { axesText } from './text/axes.ts';
import type { TickScale } from './ticks.ts';

/** A piece of the note; powers are raised by hand, since many fonts lack a superscript minus. */
export interface Part {
  readonly text: string;
  readonly style: 'plain' | 'variable' | 'power';
}

/** Empty where the texts are the numbers themselves. */
export function scaleParts({ base, exponent }: TickScale): readonly Part[] {
  if (base === null && exponent === 0) return [];
  const parts: Part[] = base === null ? [] : [{ text: `${base} + `, style: 'plain' }];
  parts.push({ text: axesText.tick, style: 'variable' });
  if (exponent === 0) return parts;
  return [...parts, { text: ' × 10', style: 'plain' }, { text: `${exponent}`.replace('-', '−'), style: 'power' }];
}

/** The axis name, and behind it how its ticks are to be read. */
export function axisParts(name: string, scale: TickScale): readonly Part[] {
  const parts = scaleParts(scale);
  return [{ text: parts.length > 0 ? `${name} = ` : name, style: 'plain' }, ...parts];
}

/** The parts in one line of text. */
export function partsText(parts: readonly Part[]): string {
  return parts.map(({ text, style }) => (style === 'power' ? `^${text}` : text)).join('');
}

/** The parts as elements. */
export function partElements(parts: readonly Part[]): HTMLElement[] {
  const tags = { plain: 'span', variable: 'var', power: 'sup' } as const;
  return parts.map(({ text, style }) => element(tags[style], '', text));
}

/** How wide the parts are in a font of `size` pixels. */
export function partsWidth(context: Context2D, parts: readonly Part[], size: number, family: string): number {
  return parts.reduce((width, part) => width + partWidth(context, part, size, family), 0);
}

/** Draws the parts from x on, in the context's fill style and text baseline. */
export function drawParts(context: Context2D, parts: readonly Part[], x: number, y: number, size: number, family: string): void {
  let at = x;
  context.textAlign = 'left';
  for (const part of parts) {
    const width = partWidth(context, part, size, family);
    context.fillText(part.text, at, part.style === 'power' ? y - 0.34 * size : y);
    at += width;
  }
}

/** Leaves the part's font set. */
function partWidth(context: Context2D, { text, style }: Part, size: number, family: string): number {
  context.font = `${style === 'variable' ? 'italic ' : ''}${style === 'power' ? 0.76 * size : size}px ${family}`;
  return context.measureText(text).width;
}
