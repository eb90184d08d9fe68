// Accepted when the score of a view is what its parts say: layers, cells, calm, evenness and spread, each worked out by hand.
import { expect, test } from 'vitest';
import { type CreasePiece, scoreView } from '../../gallery/score.ts';

const piece = (layer: number, direction: number, length = 1): CreasePiece => ({ layer, at: [0, 0], direction, length });

test('creases along one direction are spread over none, along all of them over all', () => {
  expect(scoreView([piece(0, 0.1), piece(3, 0.1 + Math.PI)], [1, 1]).spread).toBe(0);
  const around = Array.from({ length: 18 }, (_, n) => piece(0, ((n + 0.5) * Math.PI) / 18 - Math.PI));
  expect(scoreView(around, [1, 1]).spread).toBeCloseTo(1, 12);
  expect(scoreView([piece(0, 0.1, 5), piece(0, 1, 5)], [1, 1]).spread).toBeCloseTo(Math.log(2) / Math.log(18), 12);
});

test('layers are counted once, equal cells are even, and dust is neither a cell nor calm', () => {
  const { layers, cells, calm, evenness } = scoreView([piece(0, 0), piece(4, 1), piece(4, 2)], [1, 1, 1, 1]);
  expect([layers, cells, calm, evenness]).toEqual([2, 4, 1, 1]);
  const dusty = scoreView([piece(0, 0)], [0.5, 0.3, ...new Array<number>(10_000).fill(2e-5)]);
  expect(dusty.cells).toBe(2);
  expect(dusty.calm).toBeCloseTo(0.8, 12);
  expect(dusty.evenness).toBeLessThan(1);
});

test('the score is the product, and nothing where there is nothing to see', () => {
  const { layers, cells, calm, evenness, spread, score } = scoreView([piece(1, 0.3), piece(2, 1.2, 2)], [3, 2, 1]);
  expect(score).toBeCloseTo(layers * Math.log2(cells) * calm * evenness * spread, 12);
  expect(scoreView([], [1]).score).toBe(0);
});
