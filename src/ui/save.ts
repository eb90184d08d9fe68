// Saves the stage as a picture: every pane painted again at the size it gets there, with its rulers, title and colour bar.

import { classCount } from '../model/network.ts';
import type { Painted, PaintRequest } from '../model/painting.ts';
import { type Scene, subjectOf } from '../model/scene.ts';
import { gridOf } from '../model/view.ts';
import { gridAt } from './camera.ts';
import { subjectWords } from './describe.ts';
import { element } from './element.ts';
import { drawPaneFurniture, drawSurfaceBackdrop } from './overlay.ts';
import { type Palette, paletteOf } from './palette.ts';
import type { Pane } from './pane.ts';
import type { SaveChoice } from './save-dialog.ts';
import { composePicture, mapRectangles, type PicturePane, pictureName, pictureScale, type Rectangle } from './save-picture.ts';
import type { OpenPainter } from './stage.ts';

/** How the layouts stand in a picture; as on a wide screen. */
const COLUMNS = { one: 1, two: 2, four: 2, bounds: 5, networks: 2 } as const;

export interface PictureSource {
  readonly scene: Scene;
  readonly panes: readonly Pane[];
  readonly open: OpenPainter;
  readonly choice: SaveChoice;
}

/** The PNG and a name for it. Rejects as painters and canvases do. */
export async function savedPicture({ scene, panes, open, choice }: PictureSource): Promise<{ blob: Blob; name: string }> {
  const { width, height, asDrawn, decorations } = choice;
  const columns = COLUMNS[scene.layout];
  const rows = Math.ceil(panes.length / columns);
  const pixelRatio = asDrawn ? devicePixelRatio : pictureScale(width, height, columns, rows);
  const frame = { width, height, pixelRatio, columns, rows, titles: decorations.titles };
  const palette = paletteOf(document.documentElement);
  const maps = mapRectangles(frame);
  const painted: PicturePane[] = [];
  // One after the other: a large picture takes most of a device's memory.
  for (const [index, pane] of panes.entries()) {
    const map = maps[index];
    painted.push(await picturePane({ scene, index, pane, map, open, palette, pixelRatio, axes: decorations.axes }));
  }
  const blob = await composePicture(frame, palette, painted);
  const { title, details } = subjectWords(subjectOf(scene));
  return { blob, name: pictureName(`${title} ${details}`) };
}

interface PaneJob {
  readonly scene: Scene;
  readonly index: number;
  readonly pane: Pane;
  readonly map: Rectangle;
  readonly open: OpenPainter;
  readonly palette: Palette;
  readonly pixelRatio: number;
  readonly axes: boolean;
}

async function picturePane({ scene, index, pane, map, open, palette, pixelRatio, axes }: PaneJob): Promise<PicturePane> {
  const subject = subjectOf(scene, index);
  const { view, quantity, colouring } = subject;
  const request: PaintRequest = {
    ...pane.request(scene),
    grid: gridAt(view, map, scene.resolution),
    pixels: gridOf(view, map.width, map.height),
  };
  const { picture, image } = await paintedOnce(open, request);
  const size = { width: map.width, height: map.height, pixelRatio, palette };
  const { title, details } = subjectWords(subject, scene.panes[index].frame !== null);
  const surface = request.camera !== null;
  return {
    map,
    image: surface ? withBackdrop(image, (context) => drawSurfaceBackdrop(context, scene, index, picture.domain, size)) : image,
    drawOver: (context) => {
      if (axes && !surface) drawPaneFurniture(context, scene, index, size);
    },
    title,
    subtitle: details,
    bar: { quantity, colouring, classes: classCount(request.network), domain: picture.domain, nonFinite: false },
  };
}

/** The full picture of a request, painted on a canvas of its own. */
function paintedOnce(open: OpenPainter, request: PaintRequest): Promise<{ picture: Painted; image: ImageBitmap }> {
  const canvas = element('canvas');
  return new Promise((resolve, reject) => {
    const opened = open(canvas, {
      onPicture: (picture) => {
        if (!picture.full) return;
        // At once: a WebGPU canvas keeps its picture only until the browser has shown it.
        const copied = createImageBitmap(canvas);
        copied.then((image) => resolve({ picture, image }), reject).finally(() => void opened.then((painter) => painter.close()));
      },
      onError: reject,
    });
    opened.then((painter) => painter.show(request), reject);
  });
}

function withBackdrop(image: ImageBitmap, draw: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement {
  const canvas = element('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext('2d');
  if (context) {
    draw(context);
    context.drawImage(image, 0, 0);
  }
  return canvas;
}
