import { describe, expect, it } from 'vitest';
import { parsePerfStat, perfNameOf } from '../../src/linux/perf-stat.js';
import { PERF_EVENTS } from '../../src/model/perf-events.js';

describe('parsePerfStat', () => {
  it('reads what perf 6.1 prints in a virtual machine without counters', () => {
    const text = `<not supported>,,cpu-cycles,0,100.00,,
0.65,msec,cpu-clock,651115,100.00,0.508,CPUs utilized
12.00,msec,task-clock,651115,100.00,0.512,CPUs utilized
58,,page-faults,651115,100.00,89.380,K/sec
<not counted>,,context-switches,0,100.00,,
`;
    expect([...parsePerfStat(text)]).toEqual([
      ['cpu-cycles', 'not supported'],
      ['cpu-clock', 650_000],
      ['task-clock', 12_000_000],
      ['page-faults', 58],
      ['context-switches', 'not counted'],
    ]);
  });

  it('sums the two kinds of cores that a processor has', () => {
    const text =
      '1000,,cpu_core/cpu-cycles/,1,100.00,,\n20,,cpu_atom/cpu-cycles/,1,100.00,,\n<not supported>,,cpu_atom/ref-cycles/,0,0.00,,\n7,,cpu_core/ref-cycles/,1,100.00,,\n5,,cpu_core/instructions/,1,9,,\n<not counted>,,cpu_atom/instructions/,0,0,,\n';
    expect([...parsePerfStat(text)]).toEqual([
      ['cpu-cycles', 1020],
      ['ref-cycles', 7],
      ['instructions', 5],
    ]);
  });

  it("knows an event of a user's that perf restricts to user space", () => {
    expect(parsePerfStat('3,,minor-faults:u,1,100.00,,\n').get('minor-faults')).toBe(3);
  });

  it('takes nothing from a warning', () => {
    expect(parsePerfStat('WARNING: a, b, c\n\n Performance counter stats\nx,,page-faults,1\n').size).toBe(0);
  });
});

it('perf has no name for what only resctrl monitors', () => {
  expect(PERF_EVENTS.filter((event) => perfNameOf(event) === undefined)).toEqual(['cmt', 'mbmt', 'mbml']);
});
