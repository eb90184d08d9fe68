// Saved pictures: maps with their axes, titles and colour bars on one canvas, as a PNG file.

import type { Layout } from '../model/scene.ts';
import type { ColourBarState } from './colour-scale.ts';
import { COLOUR_BAR_HEIGHT, drawColourBar } from './draw-colour-bar.ts';
import { element } from './element.ts';
import type { Context2D, Palette } from './palette.ts';
import { saveText } from './text/save.ts';

/** In the picture's pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PictureFrame {
  /** The whole picture's size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels for what is a CSS pixel on the page: how large texts and lines are. */
  readonly pixelRatio: number;
  readonly columns: number;
  readonly rows: number;
  /** Whether there is room for titles above the maps and colour bars below. */
  readonly titles: boolean;
}

export interface PicturePane {
  /** One of mapRectangles(), and the part of it that the map fills: what is left are its rulers. */
  readonly area: Rectangle;
  readonly map: Rectangle;
  /** Of the map's size, or scaled to it. */
  readonly image: CanvasImageSource | ImageData;
  /** Draws over the map, and over its rulers outside; the origin is the map's upper left corner. */
  readonly drawOver: (context: Context2D) => void;
  readonly title: string;
  readonly subtitle: string;
  /** null for no colour bar. */
  readonly bar: ColourBarState | null;
}

/** CSS pixels: the margins and the space between panes, then what is above and below a map. */
const MARGIN = 16;
const HEADER = 50;
const FOOTER = COLOUR_BAR_HEIGHT + 14;
const SEAM = 2;
const TITLE_FONT = 17;
const SUBTITLE_FONT = 12;
const WIDEST_BAR = 420;
/** What the key of the colours of what is not finite takes beside the bar. */
const KEY_WIDTH = 200;

/** How the panes of a layout stand in a picture of that size: as on a screen of its shape. */
export function pictureCells(layout: Layout, width: number, height: number): { columns: number; rows: number } {
  const isWide = width >= 0.8 * height;
  const pair = isWide ? { columns: 2, rows: 1 } : { columns: 1, rows: 2 };
  switch (layout) {
    case 'one':
      return { columns: 1, rows: 1 };
    case 'two':
    case 'networks':
      return pair;
    case 'four':
      return { columns: 2, rows: 2 };
    case 'bounds':
      return isWide ? { columns: 5, rows: 1 } : { columns: 2, rows: 3 };
  }
}

/** How large texts are in a picture of a chosen size: as on a page whose panes are some 600 pixels high. */
export function pictureScale(width: number, height: number, columns: number, rows: number): number {
  return Math.min(Math.max(Math.min(width / columns, height / rows) / 600, 1), 10);
}

/** Where the maps of a picture lie with their rulers, row by row, in whole pixels. */
export function mapRectangles({ width, height, pixelRatio, columns, rows, titles }: PictureFrame): Rectangle[] {
  const px = (size: number) => Math.round(size * pixelRatio);
  const margin = titles ? px(MARGIN) : 0;
  const seam = titles ? px(MARGIN) : px(SEAM);
  const [above, below] = titles ? [px(HEADER), px(FOOTER)] : [0, 0];
  const cells = (total: number, count: number, i: number): [number, number] => {
    const each = (total - 2 * margin - (count - 1) * seam) / count;
    const from = Math.round(margin + i * (each + seam));
    return [from, Math.round(margin + i * (each + seam) + each) - from];
  };
  return Array.from({ length: columns * rows }, (_, k) => {
    const [x, across] = cells(width, columns, k % columns);
    const [y, down] = cells(height, rows, Math.floor(k / columns));
    return { x, y: y + above, width: Math.max(across, 1), height: Math.max(down - above - below, 1) };
  });
}

/** The picture as a PNG. Rejects with a RangeError where the browser has no room for a canvas of that size. */
export async function composePicture(frame: PictureFrame, palette: Palette, panes: readonly PicturePane[]): Promise<Blob> {
  const { width, height } = frame;
  const canvas = element('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new RangeError(saveText.noCanvas(width, height));
  context.fillStyle = palette.ground;
  context.fillRect(0, 0, width, height);
  for (const pane of panes) drawPane(context, pane, frame, palette);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  // Its memory goes back at once, and not when it is collected some day.
  [canvas.width, canvas.height] = [0, 0];
  if (!blob) throw new RangeError(saveText.noCanvas(width, height));
  return blob;
}

function drawPane(
  context: CanvasRenderingContext2D,
  { area, map, image, drawOver, title, subtitle, bar }: PicturePane,
  { pixelRatio, titles }: PictureFrame,
  palette: Palette,
): void {
  if (image instanceof ImageData) {
    context.putImageData(image, map.x, map.y, 0, 0, map.width, map.height);
  } else {
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, map.x, map.y, map.width, map.height);
  }
  context.save();
  context.beginPath();
  context.rect(area.x, area.y, area.width, area.height);
  context.clip();
  context.translate(map.x, map.y);
  drawOver(context);
  context.restore();
  if (!titles) return;
  const px = (size: number) => Math.round(size * pixelRatio);
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
  context.font = `600 ${px(TITLE_FONT)}px ${palette.sans}`;
  context.fillStyle = palette.text;
  context.fillText(fitted(context, title, area.width), area.x, area.y - px(HEADER) + px(TITLE_FONT));
  context.font = `${px(SUBTITLE_FONT)}px ${palette.sans}`;
  context.fillStyle = palette.quiet;
  context.fillText(fitted(context, subtitle, area.width), area.x, area.y - px(HEADER) + px(TITLE_FONT + 1.6 * SUBTITLE_FONT));
  if (!bar) return;
  const inset = px(8);
  const place = { x: map.x + inset, y: area.y + area.height + px(14), pixelRatio, palette };
  const room = map.width - 2 * inset - (bar.nonFinite ? px(KEY_WIDTH) : 0);
  drawColourBar(context, bar, { ...place, width: Math.max(Math.min(room, px(WIDEST_BAR)), 1) });
}

/** As much of the text as fits into `width` pixels. */
function fitted(context: Context2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 0 && context.measureText(`${text.slice(0, length).trimEnd()}…`).width > width) length--;
  return `${text.slice(0, length).trimEnd()}…`;
}

/** A file name in ASCII, such as "dy-dx2-finite-difference-2-20-1-relu.png". */
export function pictureName(title: string): string {
  const slug = title
    .replaceAll('∂', 'd')
    .replaceAll('λ', 'lambda')
    .replaceAll('π', 'pi')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80);
  return `${slug || 'crease'}.png`;
}

/** Hands a file to the reader's downloads. */
export function downloadBlob(blob: Blob, name: string): void {
  const link = element('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads it after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
