import { defineConfig } from 'vitest/config';
import { validators } from './scripts/vite-validators.js';

/**
 * The end of a test file's name says what the test needs, and is the name of its project:
 *
 * - `x.test.ts` is in project `unit`: it needs `npm ci` and nothing else. Its process is shared with other files.
 * - `x.slow.test.ts` needs seconds, or a process of its own, and nothing else.
 * - `x.built.test.ts` runs what `npm run build` has put into dist/; so do the examples of docs/testing, which import
 *   the package by its name.
 * - `x.real.test.ts` compares the mock with a QEMU that is installed here.
 * - `x.lab.test.ts` boots guests in real QEMUs, or runs other programs that Debian packages.
 */
const NEEDS = ['slow', 'built', 'real', 'lab'] as const;

const LAB = { globalSetup: ['test/lab/global-setup.ts'] };

export default defineConfig({
  plugins: [validators()],
  test: {
    // No state of a run is kept, and no daemon of this host is asked: not even root can make a directory there.
    env: { STATE_DIRECTORY: '/dev/null', QGAUGE_RUNTIME_DIRECTORY: '/dev/null' },
    // Limits for what never comes; how long anything takes says nothing on a machine that others use too.
    testTimeout: 180_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 90_000 } },
    // Boots share two cores with the measuring: more files at once would only make each other late.
    maxWorkers: 2,
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: NEEDS.map((need) => `**/*.${need}.test.ts`),
          // A process for each of two hundred files would take longer than their tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'slow', include: filesThatNeed('slow') } },
      { extends: true, test: { name: 'built', include: [...filesThatNeed('built'), 'docs/**/*.test.ts'] } },
      { extends: true, test: { name: 'real', include: filesThatNeed('real'), ...LAB } },
      { extends: true, test: { name: 'lab', include: filesThatNeed('lab'), ...LAB } },
    ],
  },
});

function filesThatNeed(need: (typeof NEEDS)[number]): string[] {
  return [`test/**/*.${need}.test.ts`];
}
