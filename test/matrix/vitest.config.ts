import { dirname, join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { validators } from '../../scripts/vite-validators.js';
import { programOf, type Release } from './debian-qemu.js';
import { CORE, PROJECTS } from './projects.js';
import { OutcomeReporter } from './report-outcome.js';

/** The core of the lab on several QEMUs, one a project. */
export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  plugins: [validators()],
  test: {
    testTimeout: 180_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 90_000 } },
    maxWorkers: 2,
    reporters: ['default', new OutcomeReporter()],
    projects: [...PROJECTS].map(([name, release], groupOrder) => ({
      extends: true as const,
      test: {
        name,
        include: [...CORE],
        globalSetup: ['test/matrix/global-setup.ts'],
        // One QEMU after the other: tests find a guest by its name.
        sequence: { groupOrder },
        // With CI nothing is skipped.
        env: { CI: 'true', ...(release === undefined ? {} : { PATH: pathWith(release) }) },
      },
    })),
  },
});

/** A test finds its QEMU in its PATH, as everybody does. */
function pathWith(release: Release): string {
  const { PATH = '' } = process.env;
  return `${dirname(programOf(release))}:${PATH}`;
}
