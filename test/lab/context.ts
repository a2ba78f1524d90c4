import { describe, inject, test } from 'vitest';
import type {} from './global-setup.js';
import { describeUnavailable, type Lab } from './packages.js';

/**
 * Declares tests that need real guests. Where the lab is not available they are skipped, and the title of the skipped
 * test gives the reason and the missing packages. Where CI is set they fail instead: a green run means that they ran.
 */
export function describeLab(name: string, declare: (lab: Lab) => void): void {
  const availability = inject('lab');
  if (availability.state === 'ready') {
    describe(name, () => declare(availability.lab));
    return;
  }
  const complaint = describeUnavailable(availability);
  describe(name, () => {
    if (isCi()) {
      test('has a lab', () => {
        throw new Error(complaint);
      });
    } else {
      test.skip(complaint, () => undefined);
    }
  });
}

/** Whether a test that cannot run must fail. */
export function isCi(): boolean {
  const { CI = '' } = process.env;
  return CI !== '';
}
