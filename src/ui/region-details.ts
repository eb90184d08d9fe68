// What the card says of one region: its pattern, its affine maps, its size, and what lies beyond each of its edges.
import { type Place, placeNumbers } from '../model/coordinate.ts';
import type { Crease } from '../model/partition.ts';
import type { Region, RegionSide } from '../model/region.ts';
import { button } from './button.ts';
import { subscript } from './digits.ts';
import { element } from './element.ts';
import { roughText } from './region-numbers.ts';
import { regionsText as text } from './text/regions.ts';

/** Outputs whose maps are written out. */
const MOST_OUTPUTS = 6;

export interface DetailActions {
  /** Goes to another cell. */
  cross(cell: number): void;
  extend(isExtended: boolean): void;
}

export interface DetailContent {
  readonly region: Region;
  /** What the region's positions are offsets from. */
  readonly center: Place;
  /** Whether creases have to be told apart by their thresholds too, by layer. */
  readonly thresholds: readonly number[];
  /** Whether its affine map is drawn over the view; null where it cannot be. */
  readonly extended: boolean | null;
}

/** Returns what shows a region in `parent`, or in a sentence why there is none. */
export function createRegionDetails(parent: HTMLElement, actions: DetailActions): (content: DetailContent | string) => void {
  const note = element('p', 'regions-note');
  const facts = element('dl', 'region-facts');
  const extend = button(text.extend, () => actions.extend(extend.ariaPressed !== 'true'), text.extendHint, 'region-extend');
  const sides = element('table', 'region-sides');
  parent.append(element('h3', '', text.regionTitle), note, facts, extend, sides);
  let written: Region | null = null;
  const write = ({ region, center, thresholds }: DetailContent) => {
    // A control that is written anew would lose the focus.
    if (region === written) return;
    written = region;
    facts.replaceChildren(
      ...affineRows(region, placeNumbers(center)),
      ...row(text.area, roughText(region.area)),
      ...row(text.inradius, roughText(region.inradius)),
      ...region.pattern.flatMap((pieces, layer) =>
        pieces.length > 0 ? row(text.patternOf(layer), pieces.join(''), 'pattern') : [],
      ),
    );
    const heads = element('tr');
    heads.append(...text.sideColumns.map((words) => element('th', '', words)));
    sides.replaceChildren(heads, ...region.sides.map((side) => sideRow(side, thresholds, actions.cross)));
  };
  return (content) => {
    const isNone = typeof content === 'string';
    for (const part of [facts, extend, sides]) part.hidden = isNone;
    note.hidden = !isNone;
    if (isNone) {
      note.textContent = content;
      return;
    }
    write(content);
    extend.hidden = content.extended === null;
    extend.ariaPressed = `${content.extended}`;
  };
}

/** Each output as a function of the coordinates. */
function affineRows({ affine }: Region, [c1, c2]: readonly [number, number]): HTMLElement[] {
  const shown = affine.slice(0, MOST_OUTPUTS).flatMap(([b, a1, a2], k) => {
    const name = affine.length > 1 ? `y${subscript(k)}` : 'y';
    return row(name, [term(a1, ' x₁', true), term(a2, ' x₂'), term(b - a1 * c1 - a2 * c2, '')].join(' '));
  });
  const more = affine.length - MOST_OUTPUTS;
  return more > 0 ? [...shown, ...row('', text.moreOutputs(more))] : shown;
}

/** Such as "− 1.25 x₁". */
function term(factor: number, of: string, isFirst = false): string {
  const size = roughText(Math.abs(factor)) + of;
  if (isFirst) return factor < 0 ? `−${size}` : size;
  return `${factor < 0 ? '−' : '+'} ${size}`;
}

function row(name: string, words: string, className = ''): HTMLElement[] {
  return [element('dt', '', name), element('dd', className, words)];
}

function sideRow(
  { crease, length, neighbour }: RegionSide,
  thresholds: readonly number[],
  cross: (cell: number) => void,
): HTMLElement {
  const made = element('tr');
  const beyond = element('td');
  if (neighbour) beyond.append(button(roughText(neighbour.area), () => cross(neighbour.cell), text.cross));
  made.append(element('td', '', creaseWords(crease, thresholds)), element('td', '', roughText(length)), beyond);
  return made;
}

function creaseWords(crease: Crease | keyof typeof text.otherSides, thresholds: readonly number[]): string {
  if (typeof crease === 'string') return text.otherSides[crease];
  const { layer, unit, threshold } = crease;
  return text.sideOf(layer, unit, thresholds[layer] > 1 ? threshold : null);
}
