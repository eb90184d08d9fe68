// The order in which cells are visited: along a path on which each is mostly the neighbour of the one before.
import { CellList, type Complex } from './complex.ts';
import { addCell } from './level-cut.ts';

/**
 * The same cells along a path of neighbours. It goes on to the neighbour that has the fewest others left to go to (Warnsdorff 1823, for
 * the knight's tour), so that few cells are left behind; where there is none, to the nearest cell that is left. The cells must be
 * connected, as those of a piece are, or the order goes on wherever cells are left.
 */
export function alongPath(complex: Complex, list: CellList): CellList {
  const { count, starts, sides } = list;
  const cellAt = new Int32Array(2 * complex.edgeCount).fill(-1);
  for (let cell = 0; cell < count; cell++) for (let i = starts[cell]; i < starts[cell + 1]; i++) cellAt[sides[i]] = cell;
  const neighbour = (side: number) => cellAt[sides[side] ^ 1];

  /** Neighbours that are left, by cell. */
  const left = new Int32Array(count);
  for (let cell = 0; cell < count; cell++)
    for (let i = starts[cell]; i < starts[cell + 1]; i++) if (neighbour(i) >= 0) left[cell]++;
  const isVisited = new Uint8Array(count);
  const seen = new Int32Array(count).fill(-1);
  const queue = new Int32Array(count);
  let firstLeft = 0;

  /** The nearest cell that is left, by breadth-first search; any, where none can be reached. */
  const nearest = (from: number, search: number): number => {
    let end = 0;
    queue[end++] = from;
    seen[from] = search;
    for (let n = 0; n < end; n++)
      for (let i = starts[queue[n]]; i < starts[queue[n] + 1]; i++) {
        const cell = neighbour(i);
        if (cell < 0 || seen[cell] === search) continue;
        if (!isVisited[cell]) return cell;
        seen[cell] = search;
        queue[end++] = cell;
      }
    while (isVisited[firstLeft]) firstLeft++;
    return firstLeft;
  };

  const result = new CellList(list.words, list.outputs, count);
  for (let cell = 0; ; ) {
    isVisited[cell] = 1;
    const copy = addCell(result, list, cell, sides, starts[cell], starts[cell + 1]);
    const stride = 3 * list.outputs;
    for (let k = 0; k < stride; k++) result.affine[copy * stride + k] = list.affine[cell * stride + k];
    if (result.count === count) return result;
    let next = -1;
    for (let i = starts[cell]; i < starts[cell + 1]; i++) {
      const other = neighbour(i);
      if (other < 0) continue;
      left[other]--;
      if (!isVisited[other] && (next < 0 || left[other] < left[next])) next = other;
    }
    cell = next < 0 ? nearest(cell, result.count) : next;
  }
}
