// Accepted when no broken, skipped or absent test can look like success.
import { expect, test } from 'vitest';
import { countTests } from '../../scripts/count-tests.mjs';

const file = (status: string, ...tests: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((outcome) => ({ status: outcome })),
});

function report(passed: number, failed: number, skipped: number, ...testResults: object[]): string {
  const numbers = { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped, numTodoTests: 0 };
  return JSON.stringify({ ...numbers, testResults });
}

test('passed and failed tests are counted as they are', () => {
  expect(countTests(report(2, 0, 0, file('passed', 'passed', 'passed')), true)).toEqual({ passed: 2, failed: 0, notes: [] });
  expect(countTests(report(1, 1, 0, file('failed', 'passed', 'failed')), false)).toEqual({ passed: 1, failed: 1, notes: [] });
});

test.each([
  ['no report', null, false, /without a report/],
  [
    'a file that cannot be loaded',
    report(1, 0, 0, file('passed', 'passed'), file('failed')),
    false,
    /a\.test\.ts failed outside its tests/,
  ],
  ['a skipped test', report(1, 0, 1, file('passed', 'passed', 'skipped')), true, /1 test\(s\) did not run/],
  ['an error outside the tests', report(1, 0, 0, file('passed', 'passed')), false, /outside the tests/],
  ['no tests at all', report(0, 0, 0), true, /no test/],
])('%s counts as a failure', (_, text, success, note) => {
  const counts = countTests(text, success);
  expect(counts.failed).toBe(1);
  expect(counts.notes).toEqual([expect.stringMatching(note)]);
});
