// Where the numbers of iso-lines go: on their lines, where these are straight enough, apart from each other and from the edges.
import type { Domain } from '../model/colouring.ts';
import type { Field } from '../model/field.ts';
import { roundedTexts } from './ticks.ts';

export interface ContourLabel {
  /** The middle of the text, in fractions of the picture's width and height from its upper left corner. */
  readonly at: readonly [number, number];
  /** Along the line, in radians clockwise; upright: from −π/2 to π/2. */
  readonly angle: number;
  readonly text: string;
  /** Where the level lies in the domain: 0 at its lower end, 1 at its upper. */
  readonly position: number;
}

/** In CSS pixels. */
export interface LabelRoom {
  readonly width: number;
  readonly height: number;
  /** What rulers cover of it. */
  readonly left: number;
  readonly bottom: number;
}

/** The size of the texts, and how wide a digit is, in CSS pixels. */
export const LABEL_FONT = 11;
const DIGIT = 0.6 * LABEL_FONT;
/** Labels keep away from edges, from each other, and from the neighbouring lines; a line may bend so far below one. */
const EDGE = 10;
const APART = 24;
const LEAST_LINE_SPACING = 13;
const MOST_BEND = 2.5;
/** A level's second label is at least this part of the shorter side away from the first. */
const AGAIN = 0.7;
const MOST_LABELS = 40;

interface Candidate {
  /** In CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  /** How far the line strays from the text, in CSS pixels. */
  readonly bend: number;
}

interface Placed extends Candidate {
  readonly level: number;
  readonly half: number;
}

/**
 * Labels for the `contours` lines at lo + i (hi − lo)/(contours + 1), found on a coarse field over the whole picture, some hundred
 * points wide. A level has two at most, and none where there is no room. Where the domain is told from a base, so are the texts.
 */
export function contourLabels(
  field: Field,
  [lo, hi, base = 0]: Domain,
  contours: number,
  room: LabelRoom,
): readonly ContourLabel[] {
  if (!(hi > lo) || contours < 1 || field.width < 2 || field.height < 2) return [];
  const spacing = (hi - lo) / (contours + 1);
  const levels = levelsOf({ ...field, base: field.base - base }, lo, spacing, room);
  const values = Array.from({ length: contours }, (_, i) => lo + (i + 1) * spacing);
  const texts = roundedTexts(values, spacing / 10);
  const halves = texts.map((text) => (text.length * DIGIT) / 2);
  const candidates = candidatesOf(levels, field, room, halves);
  const placed: Placed[] = [];
  for (const again of [false, true]) {
    candidates.forEach((places, i) => {
      if (placed.length >= MOST_LABELS) return;
      const best = bestOf(places, placed, { level: i, half: halves[i], again }, room);
      if (best) placed.push({ ...best, level: i, half: halves[i] });
    });
  }
  return placed.map(({ x, y, angle, level }) => ({
    at: [x / room.width, y / room.height],
    angle,
    text: texts[level],
    position: (level + 1) / (contours + 1),
  }));
}

/** The field in units of levels, contour i at i + 1, as a function over the picture. */
interface Levels {
  readonly at: (column: number, row: number) => number;
  /** Between the points, linearly; NaN outside of them. */
  readonly between: (x: number, y: number) => number;
  readonly toPixel: (column: number, row: number) => [number, number];
}

function levelsOf({ width, height, base, data }: Field, lo: number, spacing: number, room: LabelRoom): Levels {
  const [cellWidth, cellHeight] = [room.width / width, room.height / height];
  // base − lo is exact where the two are close.
  const at = (column: number, row: number) => (data[row * width + column] + (base - lo)) / spacing;
  return {
    at,
    between(x, y) {
      const [column, row] = [x / cellWidth - 0.5, height - 0.5 - y / cellHeight];
      const [i, j] = [Math.floor(column), Math.floor(row)];
      if (i < 0 || j < 0 || i + 1 >= width || j + 1 >= height) return Number.NaN;
      const [u, v] = [column - i, row - j];
      return (1 - v) * ((1 - u) * at(i, j) + u * at(i + 1, j)) + v * ((1 - u) * at(i, j + 1) + u * at(i + 1, j + 1));
    },
    toPixel: (column, row) => [(column + 0.5) * cellWidth, (height - 0.5 - row) * cellHeight],
  };
}

/** For each contour, the places where it crosses an edge between two neighbouring points and a label would fit. */
function candidatesOf(levels: Levels, { width, height }: Field, room: LabelRoom, halves: readonly number[]): Candidate[][] {
  const candidates: Candidate[][] = halves.map(() => []);
  const cross = (column: number, row: number, along: 0 | 1) => {
    const [a, b] = [levels.at(column, row), levels.at(column + (along === 0 ? 1 : 0), row + along)];
    const level = Math.ceil(Math.min(a, b));
    // Strictly between the two: a plateau on a level has no line. Where an edge crosses several lines, they are too close for labels.
    if (!(level > Math.min(a, b) && level < Math.max(a, b) && level + 1 >= Math.max(a, b))) return;
    const half = halves[level - 1];
    if (half === undefined) return;
    const part = (level - a) / (b - a);
    const [x, y] = levels.toPixel(column + (along === 0 ? part : 0), row + (along === 1 ? part : 0));
    const candidate = candidateAt(levels, level, x, y, half, room);
    if (candidate) candidates[level - 1].push(candidate);
  };
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (column + 1 < width) cross(column, row, 0);
      if (row + 1 < height) cross(column, row, 1);
    }
  }
  return candidates;
}

function candidateAt({ between }: Levels, level: number, x: number, y: number, half: number, room: LabelRoom): Candidate | null {
  const h = LABEL_FONT / 2;
  const rise1 = (between(x + h, y) - between(x - h, y)) / (2 * h);
  const rise2 = (between(x, y + h) - between(x, y - h)) / (2 * h);
  const slope = Math.hypot(rise1, rise2);
  if (!(slope > 0 && 1 / slope >= LEAST_LINE_SPACING)) return null;
  // Across the gradient, from left to right.
  const [along1, along2] = rise2 > 0 ? [rise2 / slope, -rise1 / slope] : [-rise2 / slope, rise1 / slope];
  const [reach1, reach2] = [half * Math.abs(along1) + h * Math.abs(along2), half * Math.abs(along2) + h * Math.abs(along1)];
  if (x - reach1 < room.left + EDGE || x + reach1 > room.width - EDGE) return null;
  if (y - reach2 < EDGE || y + reach2 > room.height - room.bottom - EDGE) return null;
  const strays = [-1, -0.5, 0.5, 1].map((t) => Math.abs(between(x + t * half * along1, y + t * half * along2) - level) / slope);
  const bend = Math.max(...strays);
  return bend <= MOST_BEND ? { x, y, angle: Math.atan2(along2, along1), bend } : null;
}

/** The place that is furthest from other labels, and on the straightest piece of the line; null where there is no room. */
function bestOf(
  places: readonly Candidate[],
  placed: readonly Placed[],
  { level, half, again }: { readonly level: number; readonly half: number; readonly again: boolean },
  { width, height }: LabelRoom,
): Candidate | null {
  const far = Math.min(width, height);
  let best: Candidate | null = null;
  let most = -Infinity;
  for (const place of places) {
    let nearest = far / 2;
    let fits = true;
    for (const other of placed) {
      const distance = Math.hypot(other.x - place.x, other.y - place.y);
      const least = other.level === level && again ? AGAIN * far : half + other.half + APART;
      if (distance < least) fits = false;
      nearest = Math.min(nearest, distance);
    }
    const score = nearest - 20 * place.bend - 0.2 * Math.hypot(place.x - width / 2, place.y - height / 2);
    if (fits && score > most) [best, most] = [place, score];
  }
  return best;
}
