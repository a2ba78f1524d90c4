import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProcStat, readProcStat } from '../../src/linux/proc-stat.js';
import { unicodeText } from '../unicode-text.js';
import { capturedTree } from './captured-tree.js';

const FIELDS_AFTER_STATE =
  '1 2145 2145 0 -1 4194560 9723 4 12 5 350 87 6 7 20 0 4 0 8123 1437741056 25853 18446744073709551615 1 1 0 0 0 0 0 4096 65537 0 0 0 17 1 0 0 8 0 0 0 0 0 0 0 0 0 0\n';
const statOf = (command: string, state = 'S') => `2145 (${command}) ${state} ${FIELDS_AFTER_STATE}`;

describe('parseProcStat', () => {
  it('takes each figure from its own field', () => {
    expect(parseProcStat(statOf('qemu-system-x86'))).toEqual({
      command: 'qemu-system-x86',
      state: 'S',
      flags: 4194560,
      minorFaults: 9723,
      majorFaults: 12,
      childMinorFaults: 4,
      childMajorFaults: 5,
      userTicks: 350,
      systemTicks: 87,
      priority: 20,
      nice: 0,
      threads: 4,
      startTicks: 8123,
      virtualBytes: 1_437_741_056,
      cpu: 1,
      realtimePriority: 0,
      policy: 0,
      blockIoDelayTicks: 8,
    });
  });

  it.each(['(a) b (c)', ') S 1 2 3 4 5', '', ' ', '((', '))', 'a\nb'])(
    'finds the figures behind a process that calls itself %j',
    (command) => {
      expect(parseProcStat(statOf(command))).toEqual({ ...parseProcStat(statOf('x')), command });
    },
  );

  it('keeps any command name, and the figures behind it', () => {
    const name = unicodeText({ maxLength: 15 }).filter((text) => !text.includes('\n'));
    fc.assert(
      fc.property(name, (command) => {
        expect(parseProcStat(statOf(command))).toMatchObject({ command, state: 'S', startTicks: 8123 });
      }),
    );
  });

  it('reads a negative nice value and a real-time priority', () => {
    const text = statOf('qemu').replace(' 20 0 4 0 8123 ', ' -51 -20 4 0 8123 ');
    expect(parseProcStat(text)).toMatchObject({ priority: -51, nice: -20 });
  });

  it.each(['', '\n', '2145', '2145 (qemu', '2145 (qemu) S 1 2145 2145 0 -1 4194560 9723', ') 2145 ('])(
    'knows nothing of a text that is cut off: %j',
    (text) => {
      expect(parseProcStat(text)).toBeUndefined();
    },
  );
});

describe('readProcStat', () => {
  it('reads the file of a process', async () => {
    const root = await capturedTree({ '7/stat': statOf('qemu') });
    expect(readProcStat(root, 7)?.command).toBe('qemu');
  });

  it('is undefined where there is no such process', async () => {
    expect(readProcStat(await capturedTree({}), 7)).toBeUndefined();
  });
});
