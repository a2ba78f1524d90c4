import { describe, expect, it } from 'vitest';
import { decodeFault } from '../../../mock-qemu/monitor/decode-fault.js';
import { FAULT_TABLE } from '../../../mock-qemu/monitor/fault-table.js';

const KINDS =
  'hang, delay, drop, close, half, garbage, oversize, trickle, refuse, event-flood, stop-reading, freeze, wrong-greeting, no-greeting, duplicate-reply, unknown-id';

describe('a fault from outside', () => {
  it('is accepted when the table has it, with plain values', () => {
    expect(decodeFault('freeze')).toEqual({ kind: 'freeze' });
    expect(decodeFault('delay', { ms: 5, command: 'stop', times: 2 })).toEqual({
      kind: 'delay',
      ms: 5,
      command: 'stop',
      times: 2,
    });
    expect(decodeFault('garbage', { bytes: [0, 255] })).toEqual({ kind: 'garbage', bytes: [0, 255] });
  });

  it.each([
    ['dely', {}, `'dely' is not one of ${KINDS}; did you mean 'delay'?`],
    ['constructor', {}, `'constructor' is not one of ${KINDS}`],
    ['hang', [], "the options of the fault 'hang' must be an object"],
    [
      'delay',
      { seconds: 1 },
      "the fault 'delay' has no option 'seconds': its options are command, times, ms",
    ],
    ['refuse', { times: 1 }, "the fault 'refuse' has no option 'times': it has no options"],
    ['delay', { ms: '5' }, "the option 'ms' of the fault 'delay' must be a number of 0 or more, not \"5\""],
    ['delay', { ms: -1 }, "the option 'ms' of the fault 'delay' must be a number of 0 or more, not -1"],
    [
      'close',
      { where: 'noon' },
      "the option 'where' of the fault 'close' must be one of accept, greeting, greeted, reply, not \"noon\"",
    ],
    [
      'garbage',
      { bytes: [256] },
      "the option 'bytes' of the fault 'garbage' must be a string or a list of numbers from 0 to 255, not [256]",
    ],
  ])('is refused by name: %s %j', (kind, options, message) => {
    expect(() => decodeFault(kind, options)).toThrow(
      expect.objectContaining({ code: 'ERR_MOCK_FAULT', message }),
    );
  });

  it('is described in one line, options too', () => {
    for (const { text, options } of Object.values(FAULT_TABLE)) {
      expect(text).toMatch(/^[^\n]{5,120}$/);
      for (const option of Object.values(options)) expect(option.text).toMatch(/^[^\n]{5,100}$/);
    }
  });
});
