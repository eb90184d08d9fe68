// The three kinds of tests. They run one kind after the other: unit tests first, because they fail fastest.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Dawn finds its Vulkan driver only in processes of its own, not in worker threads.
    pool: 'forks',
    allowOnly: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/gpu/**', 'tests/browser/**'],
          // Whatever else the machine does: only what hangs is to end.
          testTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          include: ['tests/gpu/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // A software adapter leaves a core idle while it compiles.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: 'tests/support/page-server.ts',
          // While one page loads or waits, another works; more of them only make each other slow.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A software adapter on a busy machine may take seconds for a frame.
          expect: { poll: { timeout: 15_000 } },
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
