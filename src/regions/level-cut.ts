// Cuts all cells along the creases of one level, or along the zero set of an output.
import { ZERO_SET } from '../model/partition.ts';
import { CellCutter } from './cell-cutter.ts';
import { CellList, type Complex } from './complex.ts';
import type { Levels } from './levels.ts';
import { Maps } from './maps.ts';
import { VertexSigns } from './vertex-signs.ts';

/** What the stages of a partition share. */
export interface Workshop {
  readonly levels: Levels;
  readonly complex: Complex;
  readonly maps: Maps;
  readonly signs: VertexSigns;
}

export function workshopOf(levels: Levels, complex: Complex): Workshop {
  return { levels, complex, maps: new Maps(levels), signs: new VertexSigns(levels, complex) };
}

/** A crease is dismissed where it misses a cell's circle by this part of the radius, and by this many times what is doubtful. */
const MARGIN = 1e-4;
const DOUBT = 1e-8;

/**
 * The cells of `list`, whose patterns are known before level `l`, cut along its creases, with its part of the pattern; with the outputs'
 * affine maps too where it is the last. Ends once they are more than `most`.
 */
export function cutLevel({ levels, complex, maps, signs }: Workshop, l: number, list: CellList, most: number): CellList {
  const { units, thresholds, distances, firstWord, words, flat } = levels.levels[l];
  if (thresholds === 0) return list;
  // Levels behind this one only pass on.
  const isLast = levels.levels.findLastIndex((level) => level.thresholds > 0) === l;
  const result = new CellList(list.words, list.outputs, 2 * list.count + units);
  let parent = 0;
  const cutter = new CellCutter(complex, signs, [32 * firstWord, words], (sides, start, end) => {
    const cell = addCell(result, list, parent, sides, start, end);
    for (let w = 0, at = cell * list.words + firstWord; w < words; w++) result.patterns[at + w] = bits[w];
    if (isLast) writeOutputs(levels, maps, result, cell);
  });
  const { creases, bits } = cutter;
  signs.begin(l);
  for (parent = 0; parent < list.count && result.count <= most; parent++) {
    const { c, g1, g2, sizeC, sizeG } = maps.moveTo(list.patterns, parent * list.words, l);
    const [start, end] = [list.starts[parent], list.starts[parent + 1]];
    const { x, y, square, reach } = circleOf(complex, list.sides, start, end);
    const near = square * (1 + MARGIN);
    const slack = (DOUBT * (sizeC + sizeG * reach)) ** 2;
    bits.fill(0);
    creases.count = 0;
    for (let unit = 0, crease = 0; unit < units; unit++) {
      const rise = c[unit] + g1[unit] * x + g2[unit] * y;
      const steep = near * (g1[unit] * g1[unit] + g2[unit] * g2[unit]) + slack;
      for (let t = 0; t < thresholds; t++, crease++) {
        const z = distances[crease] + rise;
        if (flat || z * z > steep) {
          if (z > 0) bits[crease >>> 5] |= 1 << (crease & 31);
          continue;
        }
        const distance = distances[crease];
        creases.add(g1[unit], g2[unit], distance + c[unit], distance, unit, crease);
      }
    }
    cutter.cut(list.sides, start, end, sizeC, sizeG, reach);
  }
  return result;
}

/** The cells cut along {y_k = 0}. */
export function cutZeroSet({ levels, complex, maps, signs }: Workshop, k: number, list: CellList): CellList {
  if (levels.jumps) return list;
  const result = new CellList(list.words, list.outputs, 2 * list.count);
  let parent = 0;
  const cutter = new CellCutter(complex, signs, [ZERO_SET, 1], (sides, start, end) => {
    const cell = addCell(result, list, parent, sides, start, end);
    const stride = 3 * list.outputs;
    result.affine.set(list.affine.subarray(parent * stride, (parent + 1) * stride), cell * stride);
  });
  signs.begin(levels.levels.length);
  for (parent = 0; parent < list.count; parent++) {
    const { c, g1, g2, sizeC, sizeG } = maps.moveTo(list.patterns, parent * list.words, levels.levels.length);
    const distance = levels.outputs[k];
    cutter.creases.count = 0;
    cutter.creases.add(g1[k], g2[k], distance + c[k], distance, k, 0);
    const { reach } = circleOf(complex, list.sides, list.starts[parent], list.starts[parent + 1]);
    cutter.cut(list.sides, list.starts[parent], list.starts[parent + 1], sizeC, sizeG, reach);
  }
  return result;
}

/** The outputs' affine maps where there is no level at all. */
export function writeOutputs({ levels, outputs }: Levels, maps: Maps, list: CellList, cell: number): void {
  const { c, g1, g2 } = maps.moveTo(list.patterns, cell * list.words, levels.length);
  for (let k = 0, at = cell * outputs.length * 3; k < outputs.length; k++, at += 3) {
    list.affine[at] = outputs[k] + c[k];
    list.affine[at + 1] = g1[k];
    list.affine[at + 2] = g2[k];
  }
}

/** Appends a part of cell `parent` of `from`, with its pattern. */
export function addCell(
  to: CellList,
  from: CellList,
  parent: number,
  sides: ArrayLike<number>,
  start: number,
  end: number,
): number {
  const cell = to.count;
  to.reserve(end - start);
  let at = to.starts[cell];
  for (let i = start; i < end; i++) to.sides[at++] = sides[i];
  to.starts[cell + 1] = at;
  for (let w = 0; w < from.words; w++) to.patterns[cell * from.words + w] = from.patterns[parent * from.words + w];
  to.count++;
  return cell;
}

/**
 * Where a cell kept a side whole that its neighbour has split, which only rounding could bring about, it takes the pieces. To be called
 * between two stages: within one, a cell finds by itself what its neighbours have split.
 */
export function settled(complex: Complex, list: CellList): CellList {
  const { starts, sides, count } = list;
  let isWhole = true;
  for (let i = 0; i < starts[count]; i++) if (complex.mid[sides[i] >>> 1] >= 0) isWhole = false;
  if (isWhole) return list;
  const result = new CellList(list.words, list.outputs);
  for (let cell = 0; cell < count; cell++) {
    const loop: number[] = [];
    for (let i = starts[cell]; i < starts[cell + 1]; i++) complex.pieces(sides[i], loop);
    addCell(result, list, cell, loop, 0, loop.length);
  }
  result.affine = list.affine;
  result.classes = list.classes;
  return result;
}

/** A circle around a cell: the middle of its bounding box, its radius squared, and how far it reaches from the origin. */
function circleOf(
  { at, ends }: Complex,
  sides: Int32Array,
  start: number,
  end: number,
): { readonly x: number; readonly y: number; readonly square: number; readonly reach: number } {
  const first = ends[sides[start]];
  let left = at[2 * first];
  let right = left;
  let bottom = at[2 * first + 1];
  let top = bottom;
  for (let i = start + 1; i < end; i++) {
    const vx = at[2 * ends[sides[i]]];
    const vy = at[2 * ends[sides[i]] + 1];
    if (vx < left) left = vx;
    else if (vx > right) right = vx;
    if (vy < bottom) bottom = vy;
    else if (vy > top) top = vy;
  }
  const [x, y] = [(left + right) / 2, (bottom + top) / 2];
  let square = 0;
  for (let i = start; i < end; i++) {
    const v = ends[sides[i]];
    const [dx, dy] = [at[2 * v] - x, at[2 * v + 1] - y];
    square = Math.max(square, dx * dx + dy * dy);
  }
  return { x, y, square, reach: Math.abs(x) + Math.abs(y) + Math.sqrt(2 * square) };
}
