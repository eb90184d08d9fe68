// Accepted when a pane's problem stays until that pane has a picture or is gone, whatever the other panes show, and readers are told of the
// active pane's first.
import { expect, test } from 'vitest';
import { drawsSurfaces, NOTHING_YET, problemShown, withProblem } from '../../src/ui/status.ts';

test('each pane has a problem of its own; the active one’s is shown, else the first', () => {
  const both = withProblem(withProblem(NOTHING_YET, 2, 'third'), 1, 'second');
  expect([0, 1, 2, 3].map((active) => problemShown(both, active))).toEqual(['second', 'second', 'third', 'second']);
  const one = withProblem(both, 1, null);
  expect([0, 1, 2].map((active) => problemShown(one, active))).toEqual(['third', 'third', 'third']);
  expect(problemShown(withProblem(one, 2, null), 2)).toBeNull();
});

test('what else is missing is shown where no pane has a problem', () => {
  const status = { ...NOTHING_YET, problem: 'elsewhere' };
  expect(problemShown(status, 0)).toBe('elsewhere');
  expect(problemShown(withProblem(status, 1, 'second'), 0)).toBe('second');
});

test('only the processor without WebGPU draws no surfaces', () => {
  const machines = [null, ...(['gpu', 'software', 'cpu'] as const).map((kind) => ({ name: 'any', kind }))];
  expect(machines.map((machine) => drawsSurfaces({ ...NOTHING_YET, machine }))).toEqual([true, true, true, false]);
});
