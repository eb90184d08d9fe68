// Accepted when what is known of a view says how many cells narrower views have, at every depth, as a partition of their own does.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSpec, specNetwork } from '../../src/formats/spec.ts';
import { coordinateOf } from '../../src/model/coordinate.ts';
import { boxDomain, cellCount, type Domain } from '../../src/model/partition.ts';
import { cellsIn } from '../../src/regions/cells-in.ts';
import { partition } from '../../src/regions/partition.ts';

const network = specNetwork(parseSpec('2-9-8-1:relu@torch:5'));
const whole = partition({ network, domain: boxDomain([-4, 4, -3, 3]) });

function box(x: number, y: number, width: number, height: number): Domain {
  const { corners } = boxDomain([-width / 2, width / 2, -height / 2, height / 2]);
  return { center: [coordinateOf(x), coordinateOf(y)], corners };
}

test('narrower views have the cells that a partition of their own has', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(part, part, fc.double({ min: -9, max: -0.05, noNaN: true }), part, (x, y, depth, shape) => {
      const [width, height] = [8 * 10 ** depth, 6 * 10 ** depth * (0.2 + 0.8 * shape)];
      const domain = box((x - 0.5) * (8 - width), (y - 0.5) * (6 - height), width * 0.999, height * 0.999);
      expect(cellsIn(whole, domain)).toBe(cellCount(partition({ network, domain })));
    }),
    { numRuns: 150 },
  );
});

test('the whole view has all, and one that reaches beyond or a partition that is not complete says nothing', () => {
  expect(cellsIn(whole, whole.domain)).toBe(cellCount(whole));
  expect(cellsIn(whole, box(0, 0, 8.1, 6))).toBeNull();
  expect(cellsIn(whole, box(3.9, 0, 1, 1))).toBeNull();
  expect(cellsIn({ ...whole, complete: false }, box(0, 0, 1, 1))).toBeNull();
});

test('a cell that only touches the view is not in it', () => {
  // x1 = 0 is the only crease.
  const halves = partition({ network: specNetwork(parseSpec('2-1-1:relu@torch:1')), domain: boxDomain([-1, 1, -1, 1]) });
  const { vertices, edges, edgeCells } = halves;
  expect(cellCount(halves)).toBe(2);
  const inner = edgeCells.findIndex((cell, n) => n % 2 === 0 && cell >= 0 && edgeCells[n + 1] >= 0) / 2;
  const [from, to] = edges.subarray(2 * inner, 2 * inner + 2);
  const middle = [0, 1].map((axis) => (vertices[2 * from + axis] + vertices[2 * to + axis]) / 2);
  const direction = [0, 1].map((axis) => vertices[2 * to + axis] - vertices[2 * from + axis]);
  const length = Math.hypot(...direction);
  const normal = [-direction[1] / length, direction[0] / length];
  const reach = (Math.abs(normal[0]) + Math.abs(normal[1])) * 0.05;
  for (const [away, cells] of [
    [1.01, 1],
    [0.99, 2],
    [-0.99, 2],
    [-1.01, 1],
  ])
    expect(cellsIn(halves, box(middle[0] + away * reach * normal[0], middle[1] + away * reach * normal[1], 0.1, 0.1))).toBe(
      cells,
    );
});
