import { expect, it } from 'vitest';
import { parseProcStat } from '../../src/linux/proc-stat.js';
import { activityOf } from '../../src/linux/process-activity.js';

it.each([
  ['T', 'do_signal_stop', 'stopped'],
  ['t', 'ptrace_stop', 'stopped'],
  ['D', '__refrigerator', 'frozen'],
  ['S', 'do_freezer_trap', 'frozen'],
  ['S', 'get_signal', 'frozen'],
  ['S', 'poll_schedule_timeout.constprop.0', 'running'],
  ['D', 'folio_wait_bit_common', 'running'],
  ['S', '0', 'running'],
  ['S', undefined, 'running'],
  ['R', '0', 'running'],
])('a process in state %s at %s is %s', (state, wchan, activity) => {
  const stat = parseProcStat(`7 (qemu) ${state} 1 7 7 0 -1 0 0 0 0 0 0 0 0 0 20 0 3 0 8123 4096`);
  expect(stat && activityOf(stat, () => wchan)).toBe(activity);
});
