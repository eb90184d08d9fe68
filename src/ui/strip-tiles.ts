// The strip's rows of tiles: real buttons over one canvas, whose pictures lie where the buttons' squares are.
import type { NetworkRecipe } from '../model/recipe.ts';
import type { StripRequest, StripTile, UnitPlace } from '../model/strip.ts';
import { element } from './element.ts';
import { createPager, PAGE, type Pager } from './strip-pager.ts';
import { stripText as text } from './text/strip.ts';

/** What every adapter can draw, in device pixels; taller sheets are drawn coarser. */
const MAX_CANVAS = 8192;

export type TileLayout = Pick<StripRequest, 'tiles' | 'tileSize' | 'size'>;

interface Tile extends UnitPlace {
  readonly button: HTMLButtonElement;
  readonly square: HTMLElement;
}

interface Row {
  readonly pager: Pager;
  readonly count: number;
  readonly tiles: HTMLElement;
  page: number;
}

export interface TilesDeps {
  readonly onUnit: (layer: number, unit: number) => void;
  /** The tiles have other places. */
  readonly onLayout: () => void;
}

export interface Tiles {
  write(recipe: NetworkRecipe, selected: UnitPlace | null): void;
  /** Where the tiles are; null while they have no place on the screen. */
  layout(): TileLayout | null;
  /** Marks the tile of a unit that something else on the page speaks of; null for none. */
  point(place: UnitPlace | null): void;
  freshCanvas(): HTMLCanvasElement;
}

export function attachTiles(parent: HTMLElement, { onUnit, onLayout }: TilesDeps): Tiles {
  const scroller = element('div', 'strip-maps');
  const sheet = element('div', 'strip-sheet');
  let canvas = stripCanvas();
  sheet.append(canvas);
  scroller.append(sheet);
  parent.append(scroller);

  let shape = '';
  let rows: Row[] = [];
  let tiles: Tile[] = [];
  let selected: UnitPlace | null = null;
  let layout: TileLayout | null = null;

  const measure = () => {
    layout = tiles.length > 0 && sheet.clientWidth > 0 ? measured(sheet, canvas, tiles) : null;
    onLayout();
  };
  new ResizeObserver(measure).observe(sheet);

  /** Fills a row with its page's tiles. */
  const fill = (row: Row, layer: number) => {
    const count = Math.min(PAGE, row.count - row.page * PAGE);
    const made = Array.from({ length: count }, (_, i) => createTile({ layer, unit: row.page * PAGE + i }, onUnit));
    tiles = [...tiles.filter((tile) => tile.layer !== layer), ...made].sort((a, b) => a.layer - b.layer);
    row.tiles.replaceChildren(...made.map(({ button }) => button));
    row.pager.write(row.page, row.count);
  };
  const press = () => {
    for (const tile of tiles) tile.button.setAttribute('aria-pressed', String(samePlace(tile, selected)));
    // One tile takes the tab key; arrows move between them.
    const entry =
      tiles.find(({ button }) => button === document.activeElement) ?? tiles.find((tile) => samePlace(tile, selected));
    enterAt(entry ?? tiles[0]);
  };
  const enterAt = (entry: Tile | undefined) => {
    for (const tile of tiles) tile.button.tabIndex = tile === entry ? 0 : -1;
  };
  const turn = (layer: number, page: number) => {
    rows[layer].page = page;
    fill(rows[layer], layer);
    press();
    measure();
  };

  sheet.addEventListener('focusin', ({ target }) => {
    const tile = tiles.find(({ button }) => button === target);
    if (tile) enterAt(tile);
  });
  sheet.addEventListener('keydown', (event) => {
    const from = tiles.find(({ button }) => button === event.target);
    const to = from && neighbour(tiles, from, event.key);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    to.button.focus();
  });

  return {
    write: (recipe, nowSelected) => {
      const units = recipe.widths.slice(1);
      const names = recipe.activations.map(({ name }) => name);
      const nextShape = `${units.join()} ${names.join()}`;
      const isNew = nextShape !== shape;
      if (isNew) {
        shape = nextShape;
        tiles = [];
        rows = units.map((count, layer) => {
          const page = Math.min(rows[layer]?.page ?? 0, Math.ceil(count / PAGE) - 1);
          const by = (step: -1 | 1) => turn(layer, rows[layer].page + step);
          return {
            page,
            count,
            tiles: element('div', 'strip-tiles'),
            pager: createPager(text.previousUnits(layer), text.nextUnits(layer), by),
          };
        });
        sheet.style.setProperty('--longest', `${Math.min(PAGE, Math.max(...units))}`);
        sheet.replaceChildren(canvas, ...rows.map((row, layer) => createRow(row, layer, names[layer])));
        rows.forEach(fill);
      }
      // The page of a unit that is shown large from now on.
      if (nowSelected && !samePlace(nowSelected, selected)) {
        const page = Math.floor(nowSelected.unit / PAGE);
        const row = rows[nowSelected.layer];
        if (row && row.page !== page) turn(nowSelected.layer, page);
      }
      selected = nowSelected;
      press();
      if (isNew) measure();
    },
    layout: () => layout,
    point: (place) => {
      for (const tile of tiles) tile.button.classList.toggle('pointed', samePlace(tile, place));
    },
    freshCanvas: () => {
      const fresh = stripCanvas();
      canvas.replaceWith(fresh);
      canvas = fresh;
      measure();
      return fresh;
    },
  };
}

function stripCanvas(): HTMLCanvasElement {
  const canvas = element('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  return canvas;
}

function samePlace(a: UnitPlace, b: UnitPlace | null): boolean {
  return a.layer === b?.layer && a.unit === b.unit;
}

function createTile(place: UnitPlace, onUnit: TilesDeps['onUnit']): Tile {
  const button = element('button', 'strip-tile');
  button.type = 'button';
  const name = text.unit(place.layer, place.unit);
  button.setAttribute('aria-label', name);
  button.title = name;
  const square = element('span', 'strip-map');
  const number = element('span', 'strip-number', `${place.unit}`);
  button.append(square, number);
  button.addEventListener('click', () => onUnit(place.layer, place.unit));
  return { ...place, button, square };
}

function createRow({ tiles, pager, count }: Row, layer: number, activation: string): HTMLElement {
  const row = element('div', 'strip-layer');
  row.setAttribute('role', 'group');
  row.setAttribute('aria-label', text.layerLabel(layer, activation, count));
  const label = element('div', 'strip-label');
  label.append(element('b', '', text.layer(layer)), element('span', '', text.layerKind(activation, count)), pager.element);
  row.append(label, tiles);
  return row;
}

/** The tile that a key leads to: beside it in its layer, or the one above or below it. */
function neighbour(tiles: readonly Tile[], from: Tile, key: string): Tile | undefined {
  const inLayer = (layer: number) => tiles.filter((tile) => tile.layer === layer);
  const row = inLayer(from.layer);
  const at = row.indexOf(from);
  const other = (layer: number) => {
    const found = inLayer(layer);
    return found[Math.min(at, found.length - 1)];
  };
  switch (key) {
    case 'ArrowLeft':
      return row[at - 1] ?? from;
    case 'ArrowRight':
      return row[at + 1] ?? from;
    case 'ArrowUp':
      return other(from.layer - 1) ?? from;
    case 'ArrowDown':
      return other(from.layer + 1) ?? from;
    case 'Home':
      return row[0];
    case 'End':
      return row[row.length - 1];
    default:
      return undefined;
  }
}

/** Lays the canvas under the whole sheet and finds the tiles' squares on it. */
function measured(sheet: HTMLElement, canvas: HTMLCanvasElement, tiles: readonly Tile[]): TileLayout {
  const [width, height] = [sheet.clientWidth, sheet.clientHeight];
  canvas.style.setProperty('width', `${width}px`);
  canvas.style.setProperty('height', `${height}px`);
  const scale = Math.min(devicePixelRatio, MAX_CANVAS / Math.max(width, height));
  const origin = sheet.getBoundingClientRect();
  const side = Math.max(2, Math.round(tiles[0].square.getBoundingClientRect().width * scale));
  return {
    tiles: tiles.map(({ layer, unit, square }): StripTile => {
      const box = square.getBoundingClientRect();
      return { layer, unit, at: [Math.round((box.left - origin.left) * scale), Math.round((box.top - origin.top) * scale)] };
    }),
    tileSize: [side, side],
    size: [Math.round(width * scale), Math.round(height * scale)],
  };
}
