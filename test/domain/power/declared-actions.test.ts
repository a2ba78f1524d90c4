import { expect, it } from 'vitest';
import { describeOptions } from '../../../src/domain/command-line-options.js';
import { declaredActions } from '../../../src/domain/power/declared-actions.js';

it.each([
  [[], { reboot: 'reset', shutdown: 'poweroff' }],
  [['-no-reboot', '-no-shutdown'], { reboot: 'shutdown', shutdown: 'pause' }],
  [['-action', 'reboot=shutdown,shutdown=pause'], { reboot: 'shutdown', shutdown: 'pause' }],
  [
    ['-no-shutdown', '-action', 'shutdown=poweroff', '-action', 'panic=none'],
    { reboot: 'reset', shutdown: 'poweroff' },
  ],
])('%j', (args, actions) => {
  expect(declaredActions(describeOptions(args))).toMatchObject(actions);
});
