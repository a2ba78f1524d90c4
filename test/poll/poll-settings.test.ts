import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../src/poll/poll-settings.js';
import { parseAddress } from '../../src/protocol/transport/address.js';

describe('settingsOf', () => {
  it('fills in every default', () => {
    expect(settingsOf({})).toEqual({
      intervalMs: 10_000,
      guests: undefined,
      byAddress: new Map(),
      select: undefined,
      discover: true,
      expected: [],
      hold: false,
      holdByName: new Map(),
      pollingSeconds: undefined,
      slowIntervalMs: 60_000,
      greetingMs: 1000,
      commandMs: 2000,
      slowCommandMs: 10_000,
      guestMs: 3000,
      numa: false,
      guestStats: false,
      agent: false,
      procRoot: '/proc',
      sysRoot: '/sys',
      cgroupRoot: undefined,
    });
  });

  it('does not discover other guests when some are named, except on request', () => {
    const guests = [{ address: parseAddress('/run/vm1.sock'), name: 'web' }, { address: parseAddress('/b') }];
    expect(settingsOf({ guests })).toMatchObject({ guests, discover: false });
    expect([...settingsOf({ guests }).byAddress.keys()]).toEqual(['unix:/run/vm1.sock', 'unix:/b']);
    expect(settingsOf({ guests, discover: true }).discover).toBe(true);
    expect(settingsOf({ guests: [] })).toMatchObject({ guests: undefined, discover: true });
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d as an interval', (seconds) => {
    const complaint = (name: string) => `${name} is ${seconds}: it must be a number of seconds above 0`;
    expect(() => settingsOf({ interval: seconds })).toThrow(new RangeError(complaint('interval')));
    expect(() => settingsOf({ slowInterval: seconds })).toThrow(new RangeError(complaint('slowInterval')));
  });

  it('sweeps no more often than every 10 ms', () => {
    expect(settingsOf({ interval: 0.001 }).intervalMs).toBe(10);
    expect(settingsOf({ interval: 0.05 }).intervalMs).toBe(50);
  });
});
