// Accepted when every place of the gallery can be opened and toured, is one that the search found, and has the score that it was chosen for.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bestPlace } from '../../gallery/find.ts';
import FOUND from '../../gallery/found.json';
import { foundOf, galleryGuide } from '../../gallery/guide.ts';
import { sightOf } from '../../gallery/sight.ts';
import { formatScene, parseScene } from '../../src/formats/scene-address.ts';
import { recipeNetwork } from '../../src/model/recipe.ts';
import PLACES from '../../src/ui/gallery.json';
import { galleryText } from '../../src/ui/text/gallery.ts';

test('a dozen, each with a name and a picture of its own', () => {
  expect(PLACES.length).toBeGreaterThanOrEqual(12);
  expect(new Set(PLACES.map(({ link }) => link)).size).toBe(PLACES.length);
  expect(Object.keys(galleryText.names).sort()).toEqual(PLACES.map(({ id }) => id).sort());
  for (const { id } of PLACES) expect(existsSync(new URL(`../../public/gallery/${id}.webp`, import.meta.url)), id).toBe(true);
});

describe.each(PLACES)('$id', (place) => {
  const { link } = place;

  test('is a scene that a link holds to the last digit, at the end of its own tour', async () => {
    const scene = await parseScene(link);
    expect(await formatScene(scene)).toBe(link);
    expect(scene.tour?.to).toBe(2 * scene.view.radius);
    expect(scene.tour?.from).toBeGreaterThan(2 * scene.view.radius);
  });

  test('is where the search found creases of at least four layers, seen from as near as that or up to ten times farther', async () => {
    const found = await foundOf(place, FOUND);
    expect(found?.score.layers).toBeGreaterThanOrEqual(4);
    const { view } = await parseScene(link);
    const farther = (2 * view.radius) / (found?.width ?? 0);
    expect(farther).toBeGreaterThan(0.95);
    expect(farther).toBeLessThan(10);
  });
});

test.each([0, 3, 7])('the score of place %i is what the partition gives again', async (index) => {
  const found = await foundOf(PLACES[index], FOUND);
  const { networks, view } = await parseScene(PLACES[index].link);
  if (!found) throw new Error(`The search has not found ${PLACES[index].id}.`);
  const { score } = sightOf(recipeNetwork(networks[0]), view.center, found.width);
  expect(score).toEqual(found.score);
});

test('the search finds the same place again', () => {
  const found = FOUND.find(({ net }) => net.startsWith('2-24-24-24-24-24-1:leaky-relu'));
  expect(found && bestPlace(found.net)).toEqual(found);
});

test('docs/gallery.md is what the places make it', async () => {
  expect(readFileSync(new URL('../../docs/gallery.md', import.meta.url), 'utf8')).toBe(await galleryGuide(PLACES, FOUND));
});
