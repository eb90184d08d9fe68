// npm run gallery: docs/gallery.md, and the gallery's pictures into public/gallery, drawn by the engine and made small by a browser's canvas.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { openMachine } from '../src/cli/backend.ts';
import { encodePng } from '../src/formats/png.ts';
import { parseScene } from '../src/formats/scene-address.ts';
import { recipeNetwork } from '../src/model/recipe.ts';
import { subjectOf } from '../src/model/scene.ts';
import { gridOf } from '../src/model/view.ts';
import PLACES from '../src/ui/gallery.json';
import { launchBrowser } from '../tests/support/chromium.ts';
import FOUND from './found.json';
import { galleryGuide } from './guide.ts';

const FOLDER = 'public/gallery';
/** Pixels along each side of a file: twice what is shown, for fine screens. */
const SIDE = 336;
/** Points along each side of a pixel. */
const FINE = 3;
/** Of WebP, 0 to 1. */
const QUALITY = 0.8;

await writeFile('docs/gallery.md', await galleryGuide(PLACES, FOUND));
const machine = await openMachine('gpu');
const browser = await launchBrowser();
try {
  const page = await browser.newPage();
  await mkdir(FOLDER, { recursive: true });
  for (const file of await readdir(FOLDER)) await rm(`${FOLDER}/${file}`);
  for (const { id, link } of PLACES) {
    const { recipe, view, quantity, colouring } = subjectOf(await parseScene(link));
    const grid = gridOf(view, FINE * SIDE, FINE * SIDE);
    const picture = await machine.render(recipeNetwork(recipe), grid, quantity, colouring);
    const png = Buffer.from(encodePng(picture.pixels, picture.width, picture.height)).toString('base64');
    const webp = await page.evaluate(smaller, { png, side: SIDE, quality: QUALITY });
    const bytes = Buffer.from(webp, 'base64');
    await writeFile(`${FOLDER}/${id}.webp`, bytes);
    console.log(`${FOLDER}/${id}.webp: ${bytes.length} bytes`);
  }
} finally {
  machine.close();
  await browser.close();
}

/** Runs in the browser. Both pictures are base64. */
async function smaller({ png, side, quality }: { png: string; side: number; quality: number }): Promise<string> {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser gives no canvas to draw on.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, side, side);
  return canvas.toDataURL('image/webp', quality).replace(/^.*,/, '');
}
