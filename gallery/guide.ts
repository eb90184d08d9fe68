// docs/gallery.md: every place with its picture, its link, how it was found, and the command that films the way into it.
import { formatColormap } from '../src/formats/colormap.ts';
import { formatQuantity } from '../src/formats/quantity.ts';
import { formatRecipes } from '../src/formats/recipe.ts';
import { parseScene } from '../src/formats/scene-address.ts';
import { formatCoordinate } from '../src/model/coordinate.ts';
import { subjectOf } from '../src/model/scene.ts';
import { networkWords } from '../src/ui/describe.ts';
import { galleryText } from '../src/ui/text/gallery.ts';
import type { FoundPlace } from './find.ts';

/** A place of gallery.json. */
export interface Place {
  readonly id: string;
  readonly link: string;
}

/** The arguments of `crease` that draw a place's tour into the folder `out`. Its colours' domain must be the quantity's own. */
export async function zoomArguments({ link }: Place, frames: number, res: string, out: string): Promise<string[]> {
  const scene = await parseScene(link);
  const { view, quantity, colouring } = subjectOf(scene);
  const options = {
    center: view.center.map(formatCoordinate).join(),
    from: `${scene.tour?.from}`,
    to: `${scene.tour?.to}`,
    frames: `${frames}`,
    res,
    quantity: formatQuantity(quantity),
    colormap: formatColormap(colouring),
    out,
  };
  const net = await formatRecipes(scene.networks);
  return ['zoom', net, ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])];
}

/** What the search knows of a place; undefined where it has not found it. */
export async function foundOf({ link }: Place, found: readonly FoundPlace[]): Promise<FoundPlace | undefined> {
  const { networks, view } = await parseScene(link);
  const net = await formatRecipes(networks);
  const center = view.center.map(formatCoordinate).join();
  return found.find((place) => place.net === net && place.center.join() === center);
}

/** The whole page, in Markdown. */
export async function galleryGuide(places: readonly Place[], found: readonly FoundPlace[]): Promise<string> {
  const sections = await Promise.all(places.map((place) => section(place, found)));
  return `# Gallery

Places where the creases of many layers meet. None was come upon by chance: \`npm run places\` goes down from view to view, each half a
decade narrower and around the corner where there is most to see, in the networks of [families.ts](../gallery/families.ts), and writes the
best into [found.json](../gallery/found.json). A view's **score** is layers × log2(cells) × calm × evenness × spread: how many layers have a
crease in it, into how many cells these cut it, how much of it is no dust, how equal the cells are, and over how many directions the
creases spread ([score.ts](../gallery/score.ts)); smooth networks are scored by their soft creases. Then somebody chose the most beautiful.

The page shows them under *Gallery*, with the tours into them. A link is what stands behind the page's address; the pictures are made by
\`npm run gallery\`, as is this file.

${sections.join('\n')}`;
}

async function section(place: Place, found: readonly FoundPlace[]): Promise<string> {
  const { networks, tour } = await parseScene(place.link);
  const { score, width } = (await foundOf(place, found)) ?? {};
  if (!score || !width) throw new Error(`The search has not found ${place.id}: take it out of gallery.json, or search again.`);
  const { layers, cells } = score;
  const seen = `${layers} layers and ${cells} cells in a view ${Number(width.toPrecision(2))} wide, score ${score.score.toFixed(0)}`;
  return `## ${galleryText.names[place.id]}

![${galleryText.names[place.id]}](../public/gallery/${place.id}.webp)

${networkWords(networks[0])}; from ${tour?.from} to ${tour?.to} wide. Found: ${seen}.

\`\`\`
#${place.link}
\`\`\`

\`\`\`sh
npx crease ${(await zoomArguments(place, 300, '720', `films/${place.id}`)).join(' ')}
\`\`\`
`;
}
