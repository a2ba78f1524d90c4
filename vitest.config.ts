import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'docs/**/*.test.ts'],
    globalSetup: ['test/lab/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Boots share two cores with the measuring: more files at once would only make each other late.
    maxWorkers: 2,
    reporters: ['default'],
  },
});
