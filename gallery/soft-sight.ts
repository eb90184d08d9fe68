// What can be seen of a network with smooth layers: its soft creases, where units change their sign, on a grid of points.
import type { Place } from '../src/model/coordinate.ts';
import type { Network } from '../src/model/network.ts';
import { layersOn, POINTS } from './points.ts';
import { type CreasePiece, type Sight, scoreView } from './score.ts';

/** Where points next to each other seldom have one pattern, there is nothing to be seen. */
const ENOUGH = (POINTS * POINTS) / 4;

/** A cell is the points with one pattern of signs. */
export function softSight(network: Network, center: Place, width: number): Sight {
  const pieces: CreasePiece[] = [];
  let cells = new Int32Array(POINTS * POINTS);
  let whole = true;
  let layer = 0;
  for (const { rises, z, units } of layersOn({ ...network, layers: network.layers.slice(0, -1) }, center, width)) {
    const signs = Uint8Array.from(rises, (rise, i) => (z[i % units] + rise > 0 ? 1 : 0));
    const numbers = new Map<string, number>();
    const finer = cells.map((cell, p) => {
      const pattern = `${cell} ${signs.subarray(p * units, (p + 1) * units).join('')}`;
      const number = numbers.get(pattern) ?? numbers.size;
      numbers.set(pattern, number);
      return number;
    });
    if (numbers.size > ENOUGH) {
      whole = false;
      break;
    }
    pieces.push(...signChanges(rises, signs, layer++, width));
    cells = finer;
  }
  const areas = new Array<number>(Math.max(...cells) + 1).fill(0);
  for (const cell of cells) areas[cell]++;
  return { pieces, score: scoreView(pieces, areas), whole };
}

/** One piece, as long as a step, for each point whose right or upper neighbour has another sign, square to the rise of z there. */
function signChanges(z: Float64Array, signs: Uint8Array, layer: number, width: number): CreasePiece[] {
  const step = width / (POINTS - 1);
  const units = z.length / (POINTS * POINTS);
  const found: CreasePiece[] = [];
  for (let row = 0; row < POINTS - 1; row++)
    for (let column = 0; column < POINTS - 1; column++)
      for (let o = 0; o < units; o++) {
        const here = (row * POINTS + column) * units + o;
        const [right, above] = [here + units, here + POINTS * units];
        if (signs[here] === signs[right] && signs[here] === signs[above]) continue;
        const direction = Math.atan2(z[right] - z[here], z[here] - z[above]);
        found.push({ layer, at: [column * step - width / 2, row * step - width / 2], direction, length: step });
      }
  return found;
}
