// The plot of a cross-section: the quantity against the distance along the line, and a crosshair that the map marks too.
import type { ScaleKind } from '../model/colouring.ts';
import type { Field } from '../model/field.ts';
import { signButton } from './button.ts';
import { numberText } from './digits.ts';
import { element } from './element.ts';
import { axisParts, type Part, scaleParts } from './scale-note.ts';
import { type Curve, curveOf, curvePath } from './section-curve.ts';
import { svgElement, svgLine } from './svg.ts';
import { sectionText as text } from './text/section.ts';
import { type TickScale, valueScale } from './ticks.ts';

/** CSS pixels around the curve, and what a note above the vertical axis takes of them. */
const NOTE_HEIGHT = 14;
const FRAME = { top: 8, right: 14, bottom: 34, left: 58 } as const;
/** CSS pixels that a tick needs along each axis. */
const TICK_WIDTH = 90;
const TICK_HEIGHT = 32;
/** Parts of the line that one press of an arrow key moves, and with shift or a page key. */
const STEP = 1 / 200;
const LEAP = 1 / 20;
/** Samples for a CSS pixel, so that a kink is drawn where it is. */
const SAMPLES_PER_PIXEL = 2;

export interface SectionContent {
  /** Along the line from end to end, both ends included, [1 × count]. */
  readonly field: Field;
  /** From end to end, in input units; 0 where both are one. */
  readonly length: number;
  /** What the numbers are, in words. */
  readonly quantity: string;
  readonly scale: ScaleKind;
}

export interface SectionPlotOptions {
  /** Told where along the line the crosshair is, from 0 to 1; null where there is none. */
  readonly onPlace: (t: number | null) => void;
  readonly onClose: () => void;
}

export interface SectionPlot {
  /** Null while the numbers of a new line are on their way: the last curve stays, dimmed. */
  show(content: SectionContent | null): void;
  /** How many samples the plot has room for. */
  samples(): number;
}

interface Drawn extends SectionContent {
  readonly curve: Curve;
}

/** Fills `parent` with the plot; it takes the parent's width, and is drawn anew where that changes. */
export function attachSectionPlot(parent: HTMLElement, { onPlace, onClose }: SectionPlotOptions): SectionPlot {
  parent.classList.add('section-plot');
  const title = element('h2', '', text.waiting);
  const readout = element('p', 'section-readout');
  const head = element('header');
  head.append(title, readout, signButton('×', text.close, onClose, 'section-close'));

  const plot = element('div', 'section-area');
  const svg = svgElement('svg', { role: 'img', 'aria-label': text.waiting });
  const slider = element('div', 'section-slider');
  const attributes = { role: 'slider', tabindex: '0', 'aria-label': text.slider, 'aria-valuemin': '0', 'aria-valuemax': '100' };
  for (const [name, value] of Object.entries(attributes)) slider.setAttribute(name, value);
  plot.append(svg, slider);
  parent.replaceChildren(head, plot);

  let drawn: Drawn | null = null;
  let place: number | null = null;

  const width = () => Math.max(plot.clientWidth - FRAME.left - FRAME.right, 1);

  function draw(): void {
    if (!drawn) return;
    drawPlot(svg, drawn, plot.clientWidth, plot.clientHeight, place);
    const words = place === null ? extremesText(drawn) : spotText(drawn, place);
    readout.textContent = words;
    slider.setAttribute('aria-valuenow', `${Math.round((place ?? 0) * 100)}`);
    slider.setAttribute('aria-valuetext', words);
  }

  function moveTo(t: number | null): void {
    const next = t === null ? null : Math.min(Math.max(t, 0), 1);
    if (next === place) return;
    place = next;
    draw();
    onPlace(place);
  }

  const follow = (event: PointerEvent) => moveTo((event.clientX - plot.getBoundingClientRect().left - FRAME.left) / width());
  slider.addEventListener('pointermove', follow);
  slider.addEventListener('pointerdown', follow);
  slider.addEventListener('pointerleave', () => moveTo(null));
  slider.addEventListener('blur', () => moveTo(null));
  slider.addEventListener('keydown', (event) => {
    const next = keyPlace(event, place);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(next);
  });
  new ResizeObserver(draw).observe(plot);

  return {
    show(content) {
      parent.classList.toggle('waiting', content === null);
      if (!content) return;
      drawn = { ...content, curve: curveOf(content.field, content.scale) };
      title.textContent = text.title(content.quantity);
      svg.setAttribute('aria-label', summaryOf(drawn));
      draw();
    },
    samples: () => Math.round(width()) * SAMPLES_PER_PIXEL + 1,
  };
}

/** Where a key moves the crosshair to; undefined for keys that do not. */
function keyPlace({ key, shiftKey }: KeyboardEvent, place: number | null): number | null | undefined {
  const from = place ?? 0.5;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return from - (shiftKey ? LEAP : STEP);
    case 'ArrowRight':
    case 'ArrowUp':
      return from + (shiftKey ? LEAP : STEP);
    case 'PageDown':
      return from - LEAP;
    case 'PageUp':
      return from + LEAP;
    case 'Home':
      return 0;
    case 'End':
      return 1;
    case 'Escape':
      return place === null ? undefined : null;
    default:
      return undefined;
  }
}

function drawPlot(svg: SVGElement, { curve, length, scale }: Drawn, width: number, height: number, place: number | null): void {
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const up = curve.domain && valueScale(...curve.domain, Math.max((height - FRAME.top - FRAME.bottom) / TICK_HEIGHT, 2));
  const note = up ? verticalNote(curve, up, scale) : [];
  const top = FRAME.top + (note.length > 0 ? NOTE_HEIGHT : 0);
  const [left, right, bottom] = [FRAME.left, width - FRAME.right, height - FRAME.bottom];
  const last = curve.values.length - 1;
  const x = (t: number) => left + t * (right - left);
  const parts: SVGElement[] = [];
  const along = valueScale(0, length, Math.max((right - left) / TICK_WIDTH, 2));
  for (const { value, text: words } of along.ticks) {
    const at = x(length > 0 ? value / length : 0);
    parts.push(svgLine('grid', at, top, at, bottom), label('x', at, bottom + 15, [words]));
  }
  parts.push(label('name', right, height - 3, axisParts(text.distance, along)));
  if (curve.domain && up) {
    const [lo, hi] = curve.domain;
    const y = (value: number) => bottom - ((value - lo) / (hi - lo)) * (bottom - top);
    for (const { value, text: words } of up.ticks.filter((tick) => scale === 'linear' || Number.isInteger(tick.value))) {
      const kind = value === 0 && curve.anchor === 0 && scale === 'linear' ? 'zero' : 'grid';
      parts.push(svgLine(kind, left, y(value), right, y(value)), label('y', left - 7, y(value) + 4, [words]));
    }
    parts.push(label('note', 2, 11, note));
    parts.push(svgElement('path', { class: 'curve', d: curvePath(curve.values, (i) => x(i / last), y) }));
    if (scale === 'linear' && hi > lo)
      for (const index of [curve.least, curve.most]) parts.push(dot('extreme', x(index / last), y(curve.values[index])));
    if (place !== null) {
      const index = Math.round(place * last);
      parts.push(svgLine('crosshair', x(index / last), top, x(index / last), bottom));
      if (Number.isFinite(curve.values[index])) parts.push(dot('spot', x(index / last), y(curve.values[index])));
    }
  }
  svg.replaceChildren(...parts);
}

/** How the texts at the vertical axis are to be read. */
function verticalNote({ anchor }: Curve, scale: TickScale, kind: ScaleKind): readonly Words[] {
  if (kind === 'hash') return [text.patternNumber];
  // The differences are far smaller than what they are counted from.
  const base = anchor === 0 ? scale.base : numberText(anchor, Math.abs(anchor) * 1e-12);
  return scaleParts({ base, exponent: scale.exponent });
}

function dot(kind: string, cx: number, cy: number): SVGElement {
  return svgElement('circle', { class: kind, cx, cy, r: kind === 'spot' ? 4.5 : 3 });
}

/** Plain words, or a part of a note. */
type Words = string | Part;

function label(kind: string, x: number, y: number, words: readonly Words[]): SVGElement {
  const made = svgElement('text', { class: kind, x, y });
  for (const part of words) {
    const [content, style] = typeof part === 'string' ? [part, 'plain'] : [part.text, part.style];
    made.append(svgElement('tspan', { class: style, dy: style === 'power' ? -4 : 0 }, content));
  }
  return made;
}

/** A number on the curve, with the digits that tell it from its neighbours there. */
function valueAt({ curve: { values, anchor, domain }, scale }: Drawn, index: number): string {
  const value = values[index];
  if (scale !== 'linear' || !domain) return `${value}`;
  const words = numberText(value, (domain[1] - domain[0]) / 1000);
  return anchor === 0 ? words : text.difference(value < 0 ? words : `+${words}`);
}

function distanceText(length: number, t: number): string {
  return t === 0 ? '0' : numberText(length * t, length / 500);
}

function spotText(drawn: Drawn, place: number): string {
  const last = drawn.curve.values.length - 1;
  const index = Math.round(place * last);
  return text.spot(valueAt(drawn, index), distanceText(drawn.length, index / last));
}

function extremesText(drawn: Drawn): string {
  const { domain, least, most, values } = drawn.curve;
  if (!domain) return text.nothing;
  return drawn.scale === 'linear' ? text.extremes(valueAt(drawn, least), valueAt(drawn, most)) : text.kinds(new Set(values).size);
}

function summaryOf(drawn: Drawn): string {
  const { curve, length, quantity, scale } = drawn;
  const last = curve.values.length - 1;
  const whole = distanceText(length, 1);
  if (!curve.domain) return `${quantity}: ${text.nothing}`;
  if (scale !== 'linear') return text.summaryOfKinds(quantity, whole, new Set(curve.values).size);
  const [leastAt, mostAt] = [curve.least, curve.most].map((index) => distanceText(length, index / last));
  return text.summary(quantity, whole, valueAt(drawn, curve.least), leastAt, valueAt(drawn, curve.most), mostAt);
}
