// Saves the stage as a picture: every pane painted again at the size it gets there, with its rulers, marks, title and colour bar.

import { classesOf } from '../model/colouring.ts';
import { GpuError } from '../model/errors.ts';
import type { MapRegions, Painted, PaintRequest } from '../model/painting.ts';
import { type Scene, subjectOf } from '../model/scene.ts';
import { gridOf } from '../model/view.ts';
import { RULERS } from './axes.ts';
import { gridAt } from './camera.ts';
import { findLabels, type Sample } from './contour-watch.ts';
import { subjectWords } from './describe.ts';
import { drawContourLabels } from './draw-contour-labels.ts';
import { element } from './element.ts';
import { drawMarks, drawRulers, drawSurfaceBackdrop, isCompactSize } from './overlay.ts';
import { type Palette, paletteOf } from './palette.ts';
import type { Pane } from './pane.ts';
import { MIN_DECORATED, type SaveChoice } from './save-dialog.ts';
import {
  composePicture,
  mapRectangles,
  type PicturePane,
  pictureCells,
  pictureName,
  pictureScale,
  type Rectangle,
} from './save-picture.ts';
import type { OpenPainter } from './stage.ts';
import type { Status } from './status.ts';
import type { Store } from './store.ts';
import { saveText as text } from './text/save.ts';
import { stageText } from './text/stage.ts';

export interface PictureSource {
  readonly scene: Scene;
  readonly panes: readonly Pane[];
  readonly status: Store<Status>;
  /** What opens painters at present. */
  readonly opener: () => OpenPainter;
  readonly sample: Sample;
  /** What lies over a pane's map. */
  readonly regionsOn: (pane: number) => MapRegions | null;
  readonly choice: SaveChoice;
}

/** The PNG and a name for it; begun anew, once, where the device is lost on the way. Rejects as painters and canvases do. */
export async function savedPicture(source: PictureSource): Promise<{ blob: Blob; name: string }> {
  const { machine } = source.status.value;
  try {
    return await pictureOf(source);
  } catch (error) {
    if (!(error instanceof GpuError && error.kind === 'lost')) throw error;
    await anotherMachine(source.status, machine);
    return pictureOf(source);
  }
}

function anotherMachine(status: Store<Status>, lost: Status['machine']): Promise<void> {
  return new Promise((resolve) => {
    const end = status.watch(({ machine }) => {
      if (machine === lost) return;
      resolve();
      queueMicrotask(() => end());
    });
  });
}

async function pictureOf({
  scene,
  panes,
  opener,
  sample,
  regionsOn,
  choice,
}: PictureSource): Promise<{ blob: Blob; name: string }> {
  const { width, height, asDrawn, decorations } = choice;
  const { columns, rows } = pictureCells(scene.layout, width, height);
  // As large as on the screen, where so large texts leave room for the maps.
  const drawnScale = Math.max(1, Math.min(devicePixelRatio, width / columns / MIN_DECORATED, height / rows / MIN_DECORATED));
  const pixelRatio = asDrawn ? drawnScale : pictureScale(width, height, columns, rows);
  const frame = { width, height, pixelRatio, columns, rows, titles: decorations.titles };
  const palette = paletteOf(document.documentElement);
  const areas = mapRectangles(frame);
  const open = opener();
  const painted: PicturePane[] = [];
  // One after the other: a large picture takes most of a device's memory.
  for (const [index, pane] of panes.entries()) {
    const job = {
      scene,
      index,
      pane,
      area: areas[index],
      open,
      sample,
      palette,
      pixelRatio,
      axes: decorations.axes,
      regions: regionsOn(index),
    };
    painted.push(await picturePane(job));
  }
  return { blob: await composePicture(frame, palette, painted), name: nameOf(scene, panes[scene.active].isSurface(scene)) };
}

/** Such as "two-surface-value-of-y-2-20-1-relu-torch-seed-0-5.png". */
function nameOf(scene: Scene, isSurface: boolean): string {
  const { title, details } = subjectWords(subjectOf(scene));
  const layout = scene.layout === 'one' ? [] : [text.layouts[scene.layout]];
  return pictureName([...layout, ...(isSurface ? [text.surface] : []), title, details].join(' '));
}

interface PaneJob {
  readonly scene: Scene;
  readonly index: number;
  readonly pane: Pane;
  readonly area: Rectangle;
  readonly open: OpenPainter;
  readonly sample: Sample;
  readonly palette: Palette;
  readonly pixelRatio: number;
  readonly axes: boolean;
  /** As they are on the screen. */
  readonly regions: MapRegions | null;
}

async function picturePane(job: PaneJob): Promise<PicturePane> {
  const { scene, index, pane, area, open, sample, palette, pixelRatio, axes, regions } = job;
  const subject = subjectOf(scene, index);
  const { view, quantity, colouring } = subject;
  const surface = pane.isSurface(scene);
  const compact = isCompactSize(area.width / pixelRatio, area.height / pixelRatio);
  const rulers = RULERS[compact ? 'compact' : 'full'];
  const [left, bottom] = axes && !surface ? [rulers.left, rulers.bottom].map((size) => Math.round(size * pixelRatio)) : [0, 0];
  const map = { x: area.x + left, y: area.y, width: Math.max(area.width - left, 2), height: Math.max(area.height - bottom, 2) };
  const request: PaintRequest = {
    ...pane.request(scene),
    grid: gridAt(view, map, scene.resolution),
    pixels: gridOf(view, map.width, map.height),
  };
  const { picture, image } = await paintedOnce(
    open,
    request,
    regions && { ...regions, width: regions.width * (pixelRatio / devicePixelRatio) },
  );
  const { domain, nonFinite } = picture;
  const room = { width: map.width / pixelRatio, height: map.height / pixelRatio, left: 0, bottom: 0 };
  const labels = await findLabels({ request, domain }, room, sample);
  const size = { width: map.width, height: map.height, pixelRatio, palette, compact };
  const { title, details } = subjectWords(subject, scene.panes[index].frame !== null);
  const several = scene.panes.some(({ network }) => network !== scene.panes[0].network);
  const name = several ? `${stageText.networkName(scene.panes[index].network)}: ` : '';
  return {
    area,
    map,
    image: surface && axes ? withBackdrop(image, (context) => drawSurfaceBackdrop(context, scene, index, domain, size)) : image,
    drawOver: (context) => {
      if (surface) return;
      drawContourLabels(context, labels, colouring, size);
      if (axes) drawRulers(context, scene, index, size, 'outside');
      context.save();
      context.beginPath();
      context.rect(0, 0, map.width, map.height);
      context.clip();
      drawMarks(context, scene, index, size);
      context.restore();
    },
    title,
    subtitle: name + details,
    bar: regions?.cells ? null : { quantity, colouring, classes: classesOf(request.network, quantity), domain, nonFinite },
  };
}

/** The full picture of a request, with regions over it, painted on a canvas of its own. */
async function paintedOnce(
  open: OpenPainter,
  request: PaintRequest,
  regions: MapRegions | null,
): Promise<{ picture: Painted; image: ImageBitmap }> {
  const canvas = element('canvas');
  let close = () => {};
  try {
    return await new Promise((resolve, reject) => {
      const opened = open(canvas, {
        onPicture: (picture) => {
          // At once: a WebGPU canvas keeps its picture only until the browser has shown it.
          if (picture.full) createImageBitmap(canvas).then((image) => resolve({ picture, image }), reject);
        },
        onError: reject,
      });
      close = () => void opened.then((painter) => painter.close(), reject);
      opened
        .then(async (painter) => {
          await painter.showRegions?.(regions);
          painter.show(request);
        })
        .catch(reject);
    });
  } finally {
    close();
  }
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
