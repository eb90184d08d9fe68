// Counts what vitest's JSON report says, such that nothing that went wrong can look like success.

/**
 * @typedef {{ passed: number, failed: number, notes: string[] }} Counts `notes` says what counts as failed besides failed tests
 * @param {string | null} report the text of the report, or null where vitest wrote none
 * @param {boolean} success whether vitest's exit code was 0
 * @returns {Counts}
 */
export function countTests(report, success) {
  if (report === null) {
    return { passed: 0, failed: 1, notes: ['vitest ended without a report'] };
  }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(report);
  const counts = { passed: numPassedTests, failed: numFailedTests, notes: /** @type {string[]} */ ([]) };
  for (const { name, status, assertionResults } of testResults) {
    // A file that cannot be loaded has no tests to fail.
    if (status === 'failed' && !assertionResults.some((/** @type {{ status: string }} */ test) => test.status === 'failed')) {
      counts.failed++;
      counts.notes.push(`${name} failed outside its tests`);
    }
  }
  const skipped = numPendingTests + numTodoTests;
  if (skipped > 0) {
    counts.failed += skipped;
    counts.notes.push(`${skipped} test(s) did not run, and a skipped test counts as a failed one`);
  }
  if (counts.failed === 0 && (!success || counts.passed === 0)) {
    counts.failed = 1;
    counts.notes.push(success ? 'vitest found no test' : 'vitest failed outside the tests: see its errors above');
  }
  return counts;
}
