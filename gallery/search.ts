// npm run places [-- FILE [FAMILY…]]: searches networks for places where the creases of many layers meet, and writes the best of every family
// as JSON, into gallery/found.json unless another file is named; a family is its number in families.ts.
// What is found depends on nothing but families.ts and dive.ts.
import { writeFile } from 'node:fs/promises';
import { FAMILIES, type Family, specOf } from './families.ts';
import { bestPlace, type FoundPlace } from './find.ts';

/** Places that are kept of a family. */
const KEPT = 4;

function searchFamily(family: Family): FoundPlace[] {
  const start = performance.now();
  const found = Array.from({ length: family.seeds }, (_, seed) => bestPlace(specOf(family, seed))).filter(
    (place) => place !== null,
  );
  const { activations, initialiser, width, depth, seeds } = family;
  const best = found.sort((a, b) => b.worth - a.worth).slice(0, KEPT);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const told = best.map(
    ({ worth, width: at, score }) => `${worth.toFixed(0)} (${score.layers} layers, ${at.toPrecision(2)} wide)`,
  );
  console.log(`${activations} ${width}×${depth} ${initialiser}: ${found.length} of ${seeds} in ${seconds} s: ${told.join(', ')}`);
  return best;
}

const [out = 'gallery/found.json', ...only] = process.argv.slice(2);
const families = only.length > 0 ? only.map((index) => FAMILIES[Number(index)]) : FAMILIES;
const places: FoundPlace[] = [];
for (const family of families) {
  places.push(...searchFamily(family));
  await writeFile(out, `${JSON.stringify(places, null, 1)}\n`);
}
